import { Refusal } from './refusal.ts';
import { missingScopes, type Scope } from './scope.ts';

/**
 * A customer's key as the customer sees it: one name, one count of usage and one set of limits, through however many
 * secrets it is rotated.
 */
export type ApiKey = {
  /** Rises with each change: whoever decided on an older one is refused. */
  version: number;
  customerId: string;
  keyId: string;
  name: string;
  /** What it spends is counted here. */
  projectId: string;
  /** `organization`: it may do as its scopes say in every project; `project`: in its own alone. */
  reach: Reach;
  scopes: readonly Scope[];
  /** Milliseconds since the epoch, as all times here. */
  createdAt: number;
  expiresAt?: number;
  revokedAt?: number;
  current: Secret;
  /** The secret before the last rotation works until `endsAt`. */
  previous?: Secret & { endsAt: number };
};

export type Reach = 'organization' | 'project';

/** Only the hash is kept, and what a person recognises it by. */
export type Secret = { sha256: string; redacted: string };

/** What the caller's key allows, established when it was let in. */
export type KeyGrant = { reach: Reach; scopes: readonly Scope[] };

/** How long the former secret works after a rotation where nothing is said, and at most. */
export const graceSeconds = { standard: 86_400, most: 30 * 86_400 };

export type KeyStatus = 'active' | 'expired' | 'revoked';

export function statusOfKey({ revokedAt, expiresAt }: ApiKey, now: number): KeyStatus {
  if (revokedAt !== undefined) return 'revoked';
  return isPast(expiresAt, now) ? 'expired' : 'active';
}

/** From that very millisecond on. What has no end is never past. */
const isPast = (endsAt: number | undefined, now: number): endsAt is number =>
  endsAt !== undefined && endsAt <= now;

/** When a secret stops to work, and why: as it is kept with the secret, where each call looks. */
export type SecretLife = { expiresAt?: number; rotatedOutAt?: number; revokedAt?: number };

/** Refuses with invalid_api_key, saying why: whoever holds the secret may know. */
export function refuseUnlessAlive({ expiresAt, rotatedOutAt, revokedAt }: SecretLife, now: number): void {
  if (revokedAt !== undefined) throw new Refusal('invalid_api_key', 'This API key was revoked.');
  if (isPast(expiresAt, now))
    throw new Refusal('invalid_api_key', `This API key expired at ${iso(expiresAt)}. Create another one.`);
  if (isPast(rotatedOutAt, now))
    throw new Refusal(
      'invalid_api_key',
      `This API key was rotated, and its former secret worked until ${iso(rotatedOutAt)}. Use the new one.`,
    );
}

const iso = (millis: number) => new Date(millis).toISOString();

/**
 * The key with a new secret; the former one works until the grace ends, one before that no longer. Refuses with
 * conflict where the key is not active.
 */
export function rotate(
  key: ApiKey,
  secret: Secret,
  { now, graceSeconds: grace }: { now: number; graceSeconds: number },
): ApiKey {
  const status = statusOfKey(key, now);
  if (status !== 'active')
    throw new Refusal('conflict', `The key ${key.keyId} is ${status}; create another one.`);
  return {
    ...key,
    version: key.version + 1,
    current: secret,
    previous: { ...key.current, endsAt: now + grace * 1_000 },
  };
}

/** A key hands on at most what it has itself. Refuses with missing_scope. */
export function refuseBeyond(grant: KeyGrant, wanted: readonly Scope[]): void {
  const missing = missingScopes(wanted, grant.scopes);
  if (missing.length > 0)
    throw new Refusal(
      'missing_scope',
      `Your key can't hand on what it has not itself. Missing scopes: ${missing.join(', ')}.`,
      { param: 'scopes' },
    );
}

/** "pk_test_...k3Xz" */
export const redactedSecret = (secret: string): string =>
  `${/^pk_(?:test_|live_)?/.exec(secret)?.[0] ?? ''}...${secret.slice(-4)}`;
