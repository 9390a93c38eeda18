import { z } from 'zod';
import { type ApiKey, graceSeconds, statusOfKey } from '../api-key.ts';
import { scopes } from '../scope.ts';
import { unix, unixSeconds } from './unix.ts';

const name = z.string().trim().min(1).max(100);

/** POST /v1/api_keys */
export const createApiKeyRequest = z.strictObject({
  name,
  project_id: z
    .string()
    .max(100)
    .nullish()
    .describe(
      "What the key spends is counted there, and there alone it may act. Absent: the project of the caller's key; for a key of the organisation, one of the organisation again.",
    ),
  scopes: z
    .array(z.enum(scopes))
    .min(1)
    .max(scopes.length)
    .optional()
    .describe(
      "What the key may do: at most what the caller's may. Absent: live calls, files and batches, as far as the caller's may.",
    ),
  expires_at: unixSeconds.nullish().describe('Unix seconds, in the future. Absent: it does not expire.'),
});

/** POST /v1/api_keys/{id}/rotate */
export const rotateApiKeyRequest = z.strictObject({
  grace_seconds: z
    .number()
    .int()
    .min(0)
    .max(graceSeconds.most)
    .default(graceSeconds.standard)
    .describe('How long the former secret works beside the new one.'),
});

export const apiKeyObject = z.object({
  id: z.string(),
  object: z.literal('api_key'),
  name: z.string(),
  project_id: z.string().describe('What it spends is counted there.'),
  reach: z
    .enum(['organization', 'project'])
    .describe('organization: it acts in every project; project: in its own alone.'),
  scopes: z.array(z.enum(scopes)),
  redacted: z.string().describe('Its prefix and last four characters: the secret itself is not kept.'),
  status: z.enum(['active', 'expired', 'revoked']),
  created_at: z.number().int(),
  expires_at: z.number().int().nullable(),
  revoked_at: z.number().int().nullable(),
  last_used_at: z.number().int().nullable().describe('To a quarter of an hour.'),
  previous: z
    .object({ redacted: z.string(), works_until: z.number().int() })
    .nullable()
    .describe('The secret before the last rotation, while it works.'),
});

/** `value` is shown once: a replay under the same Idempotency-Key has null there. */
export const apiKeyWithValue = apiKeyObject.extend({
  value: z.string().nullable().describe('The secret. It is shown this once.'),
});

export const apiKeyList = z.object({
  object: z.literal('list'),
  data: z.array(apiKeyObject),
  first_id: z.string().nullable(),
  last_id: z.string().nullable(),
  has_more: z.boolean(),
});

export const apiKeyDeleted = z.object({
  id: z.string(),
  object: z.literal('api_key'),
  deleted: z.literal(true),
});

export function apiKeyObjectOf(
  key: ApiKey,
  { now, lastUsedAt }: { now: number; lastUsedAt: number | undefined },
): z.infer<typeof apiKeyObject> {
  const { previous } = key;
  return {
    id: key.keyId,
    object: 'api_key',
    name: key.name,
    project_id: key.projectId,
    reach: key.reach,
    scopes: [...key.scopes],
    redacted: key.current.redacted,
    status: statusOfKey(key, now),
    created_at: unix(key.createdAt) ?? 0,
    expires_at: unix(key.expiresAt),
    revoked_at: unix(key.revokedAt),
    last_used_at: unix(lastUsedAt),
    previous:
      previous && previous.endsAt > now && key.revokedAt === undefined
        ? { redacted: previous.redacted, works_until: unix(previous.endsAt) ?? 0 }
        : null,
  };
}
