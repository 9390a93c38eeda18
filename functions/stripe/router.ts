import { limitBody } from '../edge/body-limits.ts';
import type { Deps } from '../edge/deps.ts';
import { type Api, newApi } from '../edge/http.ts';
import { receiveEvents } from './receive-event.ts';

/** What Stripe calls. Its signature stands for a key. */
export function stripeRouter(deps: Deps): Api {
  const api = newApi(deps);
  api.use(limitBody(1_000_000));
  receiveEvents(api, deps, 'platform');
  receiveEvents(api, deps, 'connected');
  return api;
}
