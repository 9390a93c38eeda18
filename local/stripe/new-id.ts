import { randomUUID } from 'node:crypto';

/** A fresh id with Stripe's prefix for its kind ("pi", "acct"): the prefix, an underscore, 24 hex digits. */
export function newId(prefix: string): string {
  return `${prefix}_${randomUUID().replaceAll('-', '').slice(-24)}`;
}
