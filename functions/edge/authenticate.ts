import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { type KeyGrant, refuseUnlessAlive } from '../../shared/api-key.ts';
import { type FinanceRight, financeRights } from '../../shared/finance-right.ts';
import { defaultProjectId } from '../../shared/project.ts';
import { Refusal } from '../../shared/refusal.ts';
import { scopes } from '../../shared/scope.ts';
import type { Credential, Credentials, Role } from '../adapters/credentials.ts';
import type { Variables } from './http.ts';

/** A key's last use is told this precisely: noting it costs one write so often, and none for all other calls. */
const useNotedEveryMillis = 15 * 60_000;

/**
 * `Authorization: Bearer <secret>`: the secret is looked up by its hash, so it is neither stored nor compared.
 * The role is the folder's: a key of another role is as good as none there. Refuses with invalid_api_key, saying
 * whether the key was revoked, expired or rotated.
 */
export function authenticate(
  { credentials, now }: { credentials: Credentials; now: () => number },
  role: Role,
): MiddlewareHandler<{ Variables: Variables }> {
  return async (c, next) => {
    const secret = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    if (!secret)
      throw new Refusal('invalid_api_key', 'No API key: send it as "Authorization: Bearer <key>".');
    const secretSha256 = sha256(secret);
    const credential = await credentials.find(secretSha256);
    if (credential?.role !== role)
      throw new Refusal('invalid_api_key', `This API key is not valid for calls of the ${role} API.`);
    refuseUnlessAlive(credential, now());
    if (role === 'customer') await noteUse(credentials, secretSha256, credential, now());
    c.set('callerId', credential.principalId);
    c.set('key', keyOf(credential));
    c.set('grant', grantOf(credential));
    c.set('may', rightsOf(credential));
    await next();
  };
}

async function noteUse(
  credentials: Credentials,
  secretSha256: string,
  { lastUsedAt = 0 }: Credential,
  now: number,
): Promise<void> {
  const before = now - useNotedEveryMillis;
  if (lastUsedAt <= before) await credentials.noteUse(secretSha256, { now, before });
}

const keyOf = ({ keyId = '', projectId = defaultProjectId }: Credential) => ({ keyId, projectId });

/** A customer's key from before there were scopes may do all that it could. */
const grantOf = ({ reach = 'organization', scopes: granted = scopes }: Credential): KeyGrant => ({
  reach,
  scopes: granted,
});

/** A key of finance's from before there were people may do all that it could. */
const rightsOf = ({ role, may = financeRights }: Credential): readonly FinanceRight[] =>
  role === 'finance' ? may : [];

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
