import type { PostWebhook } from '../../../functions/adapters/webhook-post.ts';
import { newInstance } from './environment.ts';
import { type Network, wayFaults } from './network.ts';

/** Where customers of the simulator want to be told: `/customer-0`. */
export const receiversUrl = 'https://hooks.example.com';

/** What a customer was told, as often as it came. `about`: a batch's id, mostly. */
export type Told = { eventId: string; type: string; about: string };

/** Customers' own servers: they keep what they are told. */
export function addReceivers({ hosts }: Pick<Network, 'hosts'>): ReadonlyMap<string, readonly Told[]> {
  const told = new Map<string, Told[]>();
  const server = newInstance('receiver');
  hosts.set(new URL(receiversUrl).host, {
    name: 'receiver',
    share: () => 2,
    kinds: () => wayFaults,
    taker: (request) => ({
      instance: server,
      async answer() {
        const { type, data } = (await request.json()) as { type: string; data: { id: string } };
        const name = new URL(request.url).pathname.slice(1);
        const eventId = request.headers.get('webhook-id') ?? '';
        told.set(name, [...(told.get(name) ?? []), { eventId, type, about: data.id }]);
        return new Response(null, { status: 204 });
      },
    }),
  });
  return told;
}

/** As the market posts to customers, over the simulated network. */
export const postWebhook: PostWebhook = async (url, { headers, body }) => {
  try {
    const { status } = await fetch(url, { method: 'POST', headers, body });
    return { kind: 'answered', status, latencyMillis: 0 };
  } catch (error) {
    return { kind: 'unanswered', reason: String(error), latencyMillis: 0 };
  }
};
