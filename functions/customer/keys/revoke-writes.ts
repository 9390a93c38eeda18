import type { ApiKey } from '../../../shared/api-key.ts';
import { apiKeyWrites } from '../../adapters/api-keys.ts';
import type { Write } from '../../adapters/commit.ts';
import { credentialWrites } from '../../adapters/credentials.ts';

/** The end of a key, and of every secret of it that still works. */
export const revokeWrites = (key: ApiKey, now: number): Write[] => [
  apiKeyWrites.save({ ...key, version: key.version + 1, revokedAt: now }),
  credentialWrites.end(key.current.sha256, 'revoked', now),
  ...(key.previous ? [credentialWrites.end(key.previous.sha256, 'revoked', now)] : []),
];
