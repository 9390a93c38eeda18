import { describe, expect, test } from 'vitest';
import {
  type ApiKey,
  graceSeconds,
  redactedSecret,
  refuseBeyond,
  refuseUnlessAlive,
  rotate,
  type SecretLife,
  statusOfKey,
} from '../../shared/api-key.ts';
import { refusalOf } from './sample-task.ts';

const now = Date.UTC(2027, 0, 8);
const key: ApiKey = {
  version: 3,
  customerId: 'cus_1',
  keyId: 'key_1',
  name: 'Nightly',
  projectId: 'default',
  reach: 'project',
  scopes: ['inference'],
  createdAt: now - 1_000,
  current: { sha256: 'a', redacted: '...aaaa' },
};
const around = [now - 1, now, now + 1];

describe('a key', () => {
  test('is active until the millisecond before it expires, and revoked from then on, whatever else it is', () => {
    const statuses = (changes: Partial<ApiKey>) =>
      around.map((expiresAt) => statusOfKey({ ...key, expiresAt, ...changes }, now));
    expect(statuses({})).toEqual(['expired', 'expired', 'active']);
    expect(statuses({ revokedAt: now })).toEqual(['revoked', 'revoked', 'revoked']);
    expect(statusOfKey(key, now)).toBe('active');
    expect(statusOfKey(key, Number.MAX_SAFE_INTEGER)).toBe('active');
  });

  test('is rotated: the former secret works for the grace, and one before that no longer', () => {
    const once = rotate(key, { sha256: 'b', redacted: '...bbbb' }, { now, graceSeconds: 60 });
    expect(once).toEqual({
      ...key,
      version: 4,
      current: { sha256: 'b', redacted: '...bbbb' },
      previous: { sha256: 'a', redacted: '...aaaa', endsAt: now + 60_000 },
    });
    const twice = rotate(once, { sha256: 'c', redacted: '...cccc' }, { now: now + 1, graceSeconds: 0 });
    expect(twice).toMatchObject({
      version: 5,
      current: { sha256: 'c' },
      previous: { sha256: 'b', endsAt: now + 1 },
    });
  });

  test('that is not active is not rotated, and it is told why', () => {
    const refused = (changes: Partial<ApiKey>) => {
      const secret = { sha256: 'b', redacted: '...bbbb' };
      const { code, message } =
        refusalOf(() => rotate({ ...key, ...changes }, secret, { now, graceSeconds: 0 })) ?? {};
      return [code, message];
    };
    expect(refused({ expiresAt: now })).toEqual([
      'conflict',
      'The key key_1 is expired; create another one.',
    ]);
    expect(refused({ revokedAt: now })).toEqual([
      'conflict',
      'The key key_1 is revoked; create another one.',
    ]);
    expect(refused({ expiresAt: now + 1 })).toEqual([undefined, undefined]);
  });

  test('is left a day to be changed everywhere, and thirty at most', () => {
    expect(graceSeconds).toEqual({ standard: 86_400, most: 2_592_000 });
  });
});

describe('a secret', () => {
  const refused = (life: SecretLife) => {
    const { code, message } = refusalOf(() => refuseUnlessAlive(life, now)) ?? {};
    return code && [code, message];
  };

  test('lets nobody in once its key was revoked, whatever else holds', () => {
    const said = ['invalid_api_key', 'This API key was revoked.'];
    expect(refused({ revokedAt: now })).toEqual(said);
    expect(refused({ revokedAt: now, expiresAt: now + 1, rotatedOutAt: now + 1 })).toEqual(said);
  });

  test('works until the millisecond before its key expires', () => {
    const said = ['invalid_api_key', 'This API key expired at 2027-01-08T00:00:00.000Z. Create another one.'];
    expect(refused({ expiresAt: now })).toEqual(said);
    expect(around.map((expiresAt) => refused({ expiresAt })?.[0])).toEqual([said[0], said[0], undefined]);
  });

  test('works until the millisecond before its grace ends', () => {
    const said = [
      'invalid_api_key',
      'This API key was rotated, and its former secret worked until 2027-01-08T00:00:00.000Z. Use the new one.',
    ];
    expect(refused({ rotatedOutAt: now })).toEqual(said);
    expect(around.map((rotatedOutAt) => refused({ rotatedOutAt })?.[0])).toEqual([
      said[0],
      said[0],
      undefined,
    ]);
  });

  test('of which nothing is said works', () => {
    expect(refused({})).toBeUndefined();
  });

  test('is known by its kind and its last four characters, and nothing between them', () => {
    const letters = 'abcdefghk3Xz';
    const shown = ['pk_test_', 'pk_live_', 'pk_', 'other_pk_', ''].map((kind) =>
      redactedSecret(kind + letters),
    );
    expect(shown).toEqual(['pk_test_...k3Xz', 'pk_live_...k3Xz', 'pk_...k3Xz', '...k3Xz', '...k3Xz']);
  });
});

describe('a key hands on', () => {
  test('what it has', () => {
    const grant = { reach: 'organization', scopes: ['inference', 'files.read'] } as const;
    expect(refusalOf(() => refuseBeyond(grant, ['inference', 'files.read']))).toBeUndefined();
    expect(refusalOf(() => refuseBeyond(grant, []))).toBeUndefined();
  });

  test('nothing else, and is told what is missing', () => {
    const grant = { reach: 'organization', scopes: ['inference'] } as const;
    const refusal = refusalOf(() => refuseBeyond(grant, ['keys.write', 'inference', 'billing.write']));
    expect(refusal).toMatchObject({ code: 'missing_scope', details: { param: 'scopes' } });
    expect(refusal?.message).toBe(
      "Your key can't hand on what it has not itself. Missing scopes: keys.write, billing.write.",
    );
  });
});
