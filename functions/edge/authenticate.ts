import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { Refusal } from '../../shared/refusal.ts';
import type { Credentials, Role } from '../adapters/credentials.ts';
import type { Variables } from './http.ts';

/**
 * `Authorization: Bearer <secret>`: the secret is looked up by its hash, so it is neither stored nor compared.
 * The role is the folder's: a key of another role is as good as none there.
 */
export function authenticate(
  credentials: Credentials,
  role: Role,
): MiddlewareHandler<{ Variables: Variables }> {
  return async (c, next) => {
    const secret = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    if (!secret)
      throw new Refusal('invalid_api_key', 'No API key: send it as "Authorization: Bearer <key>".');
    const credential = await credentials.find(sha256(secret));
    if (credential?.role !== role)
      throw new Refusal('invalid_api_key', `This API key is not valid for a ${role}'s calls.`);
    c.set('callerId', credential.principalId);
    c.set('key', { keyId: credential.keyId ?? '', projectId: credential.projectId ?? '' });
    await next();
  };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
