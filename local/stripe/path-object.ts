import type { Call, Handler } from './call.ts';
import type { Kind, StripeObjects } from './stripe-objects.ts';
import { noSuch } from './stripe-refusal.ts';

/** The account's object of this kind that the path's `:id` names; throws Stripe's 404 `resource_missing`. */
export function getPathObject<K extends Kind>(call: Call, kind: K): StripeObjects[K] {
  const id = call.path.id ?? '';
  const object = call.store.find(kind, call.account, id);
  if (object === undefined) throw noSuch(kind, id, 'path');
  return object;
}

/** The handler that only returns the object named by the path. */
export function retrieve(kind: Kind): Handler {
  return (call) => getPathObject(call, kind);
}
