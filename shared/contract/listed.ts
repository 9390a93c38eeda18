import { z } from 'zod';

/** How a list is asked for that rarely needs a second page. */
export const generousPage = {
  after: z.string().max(128).optional().describe('The `last_id` of the page before.'),
  limit: z.coerce.number().int().min(1).max(1_000).default(1_000),
};

/** What stands beside a list's `data`. */
export const listed = {
  first_id: z.string().nullable(),
  last_id: z.string().nullable(),
  has_more: z.boolean(),
};
