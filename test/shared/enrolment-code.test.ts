import { expect, test } from 'vitest';
import { isSecretOf, newEnrolmentCode } from '../../functions/edge/new-secret.ts';
import { codeLetters, codeMillis, codeTries, parseCode, shownCode } from '../../shared/enrolment-code.ts';
import { randomBytes } from '../adapters/table.ts';

test('a code is shown in groups of four letters that nobody takes for one another', () => {
  for (let times = 0; times < 200; times++)
    expect(newEnrolmentCode(randomBytes).code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
  expect(codeLetters).toHaveLength(32);
});

test.each([
  ['as shown', '7F3K-9QX2-M0AB-ZZ41'],
  ['in small letters', '7f3k-9qx2-m0ab-zz41'],
  ['without hyphens', '7F3K9QX2M0ABZZ41'],
  ['with spaces and tabs', ' 7F3K 9QX2\tM0AB ZZ41\n'],
  ['with O for 0 and l for 1', '7F3K-9QX2-MOAB-ZZ4l'],
])('it is read %s', (_how, typed) => {
  expect(parseCode(typed)).toEqual({ codeId: '7F3K9QX2', secret: 'M0ABZZ41' });
});

test.each([
  '',
  '7F3K-9QX2-M0AB-ZZ4',
  '7F3K-9QX2-M0AB-ZZ411',
  '7F3K-9QX2-M0AB-ZZ4U',
  '7F3K_9QX2_M0AB_ZZ41',
  '７F3K-9QX2-M0AB-ZZ41',
])('what can be no code is none: %j', (typed) => {
  expect(parseCode(typed)).toBeUndefined();
});

test('its secret is told from every other', () => {
  const { code, secretSha256 } = newEnrolmentCode(randomBytes);
  const { secret = '' } = parseCode(code) ?? {};
  expect(isSecretOf(secret, secretSha256)).toBe(true);
  expect(isSecretOf(`${secret}0`, secretSha256)).toBe(false);
  expect(isSecretOf('', secretSha256)).toBe(false);
  expect(code).toBe(shownCode(code.replaceAll('-', '')));
});

test('a code is worth ten minutes and five tries', () => {
  expect([codeMillis, codeTries]).toEqual([10 * 60 * 1_000, 5]);
});

test('letters that make no whole group are shown all the same, and none as none', () => {
  expect(['', '7F3', '7F3K9'].map(shownCode)).toEqual(['', '7F3', '7F3K-9']);
});
