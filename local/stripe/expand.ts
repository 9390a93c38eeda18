import { badRequest } from './stripe-refusal.ts';

// Stripe's limit: docs.stripe.com/api/expanding_objects.
const maxDepth = 4;

/** Expandable fields that an object has only once they have a value. */
const leftOutWhileEmpty: ReadonlySet<string> = new Set(['failure_balance_transaction']);

/**
 * A reply with the ids at the paths (`latest_charge.balance_transaction`, `data.source` in a list)
 * replaced by the objects they name. Throws 400 when a path names no field that holds an id.
 */
export function expandReply(
  reply: object,
  paths: readonly string[],
  findAnything: (id: string) => unknown,
): object {
  if (paths.length === 0) return reply;
  // Through JSON, as the answer goes: the decimals in it are objects with a text of their own.
  const copy: object = JSON.parse(JSON.stringify(reply));
  for (const path of paths) {
    const segments = path.split('.');
    if (segments.length > maxDepth) throw badRequest(`Cannot expand more than ${maxDepth} levels: ${path}`);
    expandInto(copy, segments);
  }
  return copy;

  function expandInto(target: unknown, [segment, ...rest]: string[]): void {
    if (segment === undefined || target === null || typeof target !== 'object') return;
    if (Array.isArray(target)) {
      for (const element of target) expandInto(element, [segment, ...rest]);
    } else expandField(target, segment, rest);
  }

  function expandField(target: object, field: string, rest: string[]): void {
    if (!(field in target)) {
      if (leftOutWhileEmpty.has(field)) return;
      throw badRequest(`This property cannot be expanded (${field}).`, { param: 'expand' });
    }
    const value: unknown = Reflect.get(target, field);
    if (typeof value === 'string') Reflect.set(target, field, findAnything(value) ?? value);
    expandInto(Reflect.get(target, field), rest);
  }
}
