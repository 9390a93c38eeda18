import { z } from 'zod';
import { financeRights } from '../finance-right.ts';
import { generousPage, listed } from './listed.ts';

/** Times are milliseconds since the epoch. */
const person = z.object({
  object: z.literal('finance_person'),
  id: z.string(),
  name: z.string(),
  email: z.string(),
  /** In force. */
  may: z.array(z.enum(financeRights)),
  /** In force once a second person confirmed them: POST /v1/finance/people/{person_id}/approve. */
  asked: z.array(z.enum(financeRights)),
  /** Null: by hand, as the first two. */
  let_in_by: z.string().nullable(),
  confirmed_by: z.string().nullable(),
  created_at: z.number().int(),
  /** Null: the key is alive. */
  revoked_at: z.number().int().nullable(),
});

/** POST /v1/finance/people */
export const createPersonRequest = z.strictObject({
  name: z.string().trim().min(1).max(200),
  /** Who somebody is: the same address, however it is written, is the same person. */
  email: z.email().max(200).toLowerCase(),
  /** `read` goes with each of the others. */
  may: z.array(z.enum(financeRights)).min(1).max(financeRights.length),
});
/** `api_key` is shown this once. */
export const createPersonReply = person.extend({ api_key: z.string() });

/** GET /v1/finance/people */
export const peopleQuery = z.object(generousPage);
export const peopleReply = z.object({ object: z.literal('list'), data: z.array(person), ...listed });

export const personParams = z.object({ person_id: z.string() });
export const personReply = person;

/** GET /v1/finance/audit_trail */
export const auditTrailQuery = z.object({
  /** Of UTC; absent: the running one. */
  month: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'a month such as 2027-01')
    .optional(),
  person: z.string().max(100).optional(),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).optional(),
  /** Paths that begin with it. */
  path: z.string().max(200).optional(),
  /** The `last_id` of the page before. */
  after: z
    .string()
    .regex(/^\d{1,15}\.\w{1,100}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});

export const auditTrailReply = z.object({
  object: z.literal('list'),
  data: z.array(
    z.object({
      object: z.literal('audit_record'),
      id: z.string(),
      at: z.number().int(),
      request_id: z.string(),
      person_id: z.string(),
      method: z.string(),
      path: z.string(),
      ids: z.array(z.string()),
      body_sha256: z.string().nullable(),
      status: z
        .number()
        .int()
        .nullable()
        .describe('Of the answer; null: the call is under way, or broke off before it was answered.'),
    }),
  ),
  first_id: z.string().nullable(),
  last_id: z.string().nullable(),
  has_more: z.boolean(),
});

export type FinancePersonReply = z.infer<typeof personReply>;
export type AuditRecordReply = z.infer<typeof auditTrailReply>['data'][number];
