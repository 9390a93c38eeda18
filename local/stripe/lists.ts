import type Stripe from 'stripe';
import { z } from 'zod';
import type { Call } from './call.ts';
import type { PageQuery } from './object-store.ts';
import { parseParams } from './params.ts';
import type { Kind, StripeObjects } from './stripe-objects.ts';
import { noSuch } from './stripe-refusal.ts';

const seconds = z.coerce.number().int();

const listParams = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(10),
  starting_after: z.string().optional(),
  ending_before: z.string().optional(),
  created: z
    .union([
      seconds.transform((created) => ({ gte: created, lte: created })),
      z.object({
        gt: seconds.optional(),
        gte: seconds.optional(),
        lt: seconds.optional(),
        lte: seconds.optional(),
      }),
    ])
    .optional(),
});

interface Filters {
  /** Fields of the object that must equal the parameter of the same name, when it is given. */
  fields?: readonly string[];
  /** Fields that must have this value, whatever was asked for. */
  equals?: PageQuery['equals'];
  patterns?: PageQuery['patterns'];
  payout?: PageQuery['payout'];
}

/** Answers a list call: newest first, with `limit`, `starting_after`, `ending_before`, `created` and filters. */
export function listObjects<K extends Kind>(
  call: Call,
  kind: K,
  { fields = [], equals = {}, patterns, payout }: Filters = {},
): Stripe.ApiList<StripeObjects[K]> {
  const { limit, starting_after, ending_before, created } = parseParams(call, listParams);
  const asked = parseParams(
    call,
    z.object(Object.fromEntries(fields.map((field) => [field, z.string().optional()]))),
  );
  for (const [param, id] of Object.entries({ starting_after, ending_before })) {
    if (id !== undefined && !call.store.find(kind, call.account, id)) throw noSuch(kind, id, { param });
  }
  const page = call.store.page(kind, {
    account: call.account,
    limit,
    startingAfter: starting_after,
    endingBefore: ending_before,
    created,
    equals: { ...asked, ...equals },
    patterns,
    payout,
  });
  return { object: 'list', data: page.data, has_more: page.hasMore, url: call.url };
}

/** A list inside an object that holds the latest of what its own URL lists whole. */
export function latestList<T>(
  url: string,
  { data, has_more }: Stripe.ApiList<T>,
  latest: T,
): Stripe.ApiList<T> {
  const carried = 10;
  const all = [latest, ...data];
  return { object: 'list', data: all.slice(0, carried), has_more: has_more || all.length > carried, url };
}

/** A list object that holds everything there is, for the lists inside objects. */
export function wholeList<T>(url: string, data: T[] = []): Stripe.ApiList<T> {
  return { object: 'list', data, has_more: false, url };
}
