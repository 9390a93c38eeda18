import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../shared/canonical-json.ts';
import { headerOf, isSignedBy, verifyingKeys } from '../../shared/signed-statement.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const { x = '' } = publicKey.export({ format: 'jwk' });
const jwk = (kid: string, point = x) => ({ kid, x: point, kty: 'OKP', crv: 'Ed25519', use: 'sig' }) as never;
const base64url = (text: string | Uint8Array) => Buffer.from(text).toString('base64url');
const header = (changes: object = {}) =>
  base64url(JSON.stringify({ alg: 'EdDSA', kid: 'k1', typ: 'test+jws', ...changes }));

/** As jose, or anybody with RFC 7515, Appendix F would make it. */
const signatureOf = (claims: object, first = header()) =>
  `${first}..${base64url(sign(null, Buffer.from(`${first}.${base64url(canonicalJson(claims))}`), privateKey))}`;

const key = async () => {
  const [found] = (await verifyingKeys({ keys: [jwk('k1')] })).values();
  if (!found) throw new Error('the key was left out');
  return found;
};

describe('a header', () => {
  test('says who signed what, under either name of the algorithm', () => {
    for (const alg of ['EdDSA', 'Ed25519'])
      expect(headerOf(`${header({ alg })}..proof`)).toEqual({ alg, kid: 'k1', typ: 'test+jws' });
  });

  test('is read whatever letters it is written in', () => {
    // Its base64url has both letters that base64 has not.
    const kid = '??>>~~ü';
    expect(header({ kid })).toMatch(/-.*_|_.*-/);
    expect(headerOf(header({ kid }))?.kid).toBe(kid);
  });

  test.each([
    ['another algorithm', header({ alg: 'none' })],
    ['an unnamed algorithm', header({ alg: '' })],
    ['more than is understood', header({ crit: ['b64'], b64: false })],
    ['no key', base64url('{"alg":"EdDSA","typ":"t"}')],
    ['no kind', base64url('{"alg":"EdDSA","kid":"k1"}')],
    ['no JSON', base64url('alg')],
    ['no base64', '{}'],
    ['nothing', ''],
  ])('that says %s is none of ours', (_what, first) => {
    expect(headerOf(`${first}..proof`)).toBeUndefined();
  });
});

describe('a signature', () => {
  test('holds for its claims, of whatever length and letters, and for no others', async () => {
    const verifying = await key();
    for (const text of ['', 'a', 'ab', 'abc', '~~~???', 'ÿ>ÿ?ÿ', '>>>???ooo'])
      for (const claims of [{ text }, { n: 1, text }]) {
        const signature = signatureOf(claims);
        expect(await isSignedBy(verifying, claims, signature), text).toBe(true);
        expect(await isSignedBy(verifying, { ...claims, text: `${text}!` }, signature), text).toBe(false);
      }
  });

  test('covers its header', async () => {
    const signature = signatureOf({ n: 1 });
    const [, , proof = ''] = signature.split('.');
    expect(await isSignedBy(await key(), { n: 1 }, `${header({ kid: 'k2' })}..${proof}`)).toBe(false);
  });

  test('with a payload of its own, without a proof, or with something behind it is none', async () => {
    const claims = { n: 1 };
    const signature = signatureOf(claims);
    const [first = '', , proof = ''] = signature.split('.');
    for (const bad of [
      `${first}.${base64url(canonicalJson(claims))}.${proof}`,
      `${first}..`,
      `${first}.`,
      first,
      '',
      `${signature}.`,
      `${signature}.more`,
    ])
      expect(await isSignedBy(await key(), claims, bad), bad).toBe(false);
  });

  test('that is no base64 is none, and breaks nothing', async () => {
    expect(await isSignedBy(await key(), { n: 1 }, `${header()}..(no base64)`)).toBe(false);
    expect(await isSignedBy(await key(), { n: 1 }, `${header()}..${base64url('too short')}`)).toBe(false);
  });
});

test('keys are found by their ids, and one that is none is left out without harm to the others', async () => {
  const keys = await verifyingKeys({ keys: [jwk('none', 'AA'), jwk('k1'), jwk('k2')] });
  expect([...keys.keys()]).toEqual(['k1', 'k2']);
});
