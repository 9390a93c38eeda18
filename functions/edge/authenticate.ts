import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { type KeyGrant, refuseUnlessAlive } from '../../shared/api-key.ts';
import { type FinanceRight, financeRights } from '../../shared/finance-right.ts';
import { defaultProjectId } from '../../shared/project.ts';
import { Refusal } from '../../shared/refusal.ts';
import { scopes } from '../../shared/scope.ts';
import type { Credential, Credentials, Role } from '../adapters/credentials.ts';
import type { Deps } from './deps.ts';
import type { CallerKey, Variables } from './http.ts';

/** A key's last use is told this precisely: noting it costs one write so often, and none for all other calls. */
const useNotedEveryMillis = 15 * 60_000;

type Doorkeeper = Pick<Deps, 'credentials' | 'financePeople' | 'signIn' | 'now'>;
type Caller = { callerId: string; key: CallerKey; grant: KeyGrant; may: readonly FinanceRight[] };

/**
 * `Authorization: Bearer <secret>`: an API key, or the access token of somebody who signed in to the console. The role
 * is the folder's: a key or token of another role is as good as none there. Refuses with invalid_api_key, saying
 * whether a key was revoked, expired or rotated.
 */
export function authenticate(deps: Doorkeeper, role: Role): MiddlewareHandler<{ Variables: Variables }> {
  return async (c, next) => {
    const secret = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    if (!secret)
      throw new Refusal('invalid_api_key', 'No API key: send it as "Authorization: Bearer <key>".');
    const caller = isToken(secret) ? await signedIn(deps, role, secret) : await keyHolder(deps, role, secret);
    c.set('callerId', caller.callerId);
    c.set('key', caller.key);
    c.set('grant', caller.grant);
    c.set('may', caller.may);
    await next();
  };
}

/** Three words with dots between them, which no key has. */
const isToken = (secret: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(secret);

const wrongRole = (what: string, role: Role) =>
  new Refusal('invalid_api_key', `This ${what} is not valid for calls of the ${role} API.`);

/** The secret is looked up by its hash, so it is neither stored nor compared. */
async function keyHolder({ credentials, now }: Doorkeeper, role: Role, secret: string): Promise<Caller> {
  const secretSha256 = sha256(secret);
  const credential = await credentials.find(secretSha256);
  if (credential?.role !== role) throw wrongRole('API key', role);
  refuseUnlessAlive(credential, now());
  if (role === 'customer') await noteUse(credentials, secretSha256, credential, now());
  return {
    callerId: credential.principalId,
    key: keyOf(credential),
    grant: grantOf(credential),
    may: rightsOf(credential),
  };
}

/** What people do in the console is counted under this name, in the customer's first project. */
const consoleKey: CallerKey = { keyId: 'console', projectId: defaultProjectId };

/** A token says who it is; what a person of finance may do is asked of the table, where it can be taken away at once. */
async function signedIn(deps: Doorkeeper, role: Role, token: string): Promise<Caller> {
  const person = await deps.signIn?.personOf(token);
  if (person?.role !== role) throw wrongRole('access token', role);
  return {
    callerId: person.principalId,
    key: consoleKey,
    grant: { reach: 'organization', scopes },
    may: role === 'finance' ? await rightsInForce(deps, person.principalId) : [],
  };
}

async function rightsInForce(
  { financePeople }: Doorkeeper,
  personId: string,
): Promise<readonly FinanceRight[]> {
  const person = await financePeople.find(personId);
  if (!person || person.revokedAt !== undefined)
    throw new Refusal('invalid_api_key', 'You are not among the people of finance, or no longer.');
  return person.may;
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
