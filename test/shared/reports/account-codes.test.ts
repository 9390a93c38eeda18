import { expect, test } from 'vitest';
import { entryKinds } from '../../../shared/entry-kinds.ts';
import { accountCodeOf, accountCodes, exportRounding } from '../../../shared/reports/account-codes.ts';

test('every account that an entry may move has a code of its own', () => {
  const patterns = Object.values(entryKinds).flatMap(({ takes, gives }) => [...takes, ...gives]);
  const groups = [...new Set<string>(patterns)];
  expect(groups.length).toBeGreaterThan(20);
  for (const group of groups) expect(accountCodeOf(group).code).toMatch(/^\d{4}$/);
  const codes = [...Object.values(accountCodes), exportRounding].map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
});

test('an account of no chart is told by its own name under a code of its own, and stops no report', () => {
  expect(accountCodeOf('pocket/*')).toEqual({ code: '9020', name: 'pocket/*' });
  expect(accountCodeOf('constructor')).toEqual({ code: '9020', name: 'constructor' });
  expect(Object.values(accountCodes).map(({ code }) => code)).not.toContain('9020');
});
