import type { ObjectsModel } from '../model/objects.ts';
import { objectsHost } from '../model/presigned.ts';
import { newInstance } from './environment.ts';
import type { Role } from './functions.ts';
import { type Network, wayFaults } from './network.ts';
import { marketUrl, stripeHost, stripeWebhooks } from './settings.ts';
import { noSocket, type stripeStandIn } from './stripe.ts';

type Hosting = {
  stripe: ReturnType<typeof stripeStandIn>;
  roleOf: (name: string) => Role;
  objects: ObjectsModel;
};

/** Who answers where: the market's functions by the path's second word, Stripe, and S3 for who has a signed address. */
export function addHosts({ hosts }: Network, { stripe, roleOf, objects }: Hosting): void {
  hosts.set(new URL(marketUrl).host, {
    name: 'market',
    kinds: ({ name }) =>
      name === 'stripe' ? webhookFaults : [...wayFaults, ...wayFaults, 'partitioned', 'throttled'],
    share: ({ name }) => (name === 'stripe' ? 4 : 1),
    taker(request) {
      const { instance, functions } = roleOf(callersRole(request)).any();
      return { instance, answer: () => functions.http.fetch(request) };
    },
  });
  const stripeItself = newInstance('stripe');
  hosts.set(stripeHost, {
    name: 'stripe',
    share: () => 2.5,
    kinds: () => [...wayFaults, 'stripe_409', 'stripe_429', 'stripe_500', 'partitioned'],
    taker: (request) => ({
      instance: stripeItself,
      answer: () => stripe.app.fetch(request, noSocket),
    }),
  });
  const store = newInstance('objects');
  hosts.set(objectsHost, {
    name: 'objects',
    kinds: () => wayFaults,
    share: () => 1,
    taker: (request) => ({ instance: store, answer: () => answerUrl(objects, request) }),
  });
  stripe.webhooks.targets = [
    { url: `${marketUrl}/v1/stripe/webhook`, secret: stripeWebhooks.platform, from: 'platform' },
    { url: `${marketUrl}/v1/stripe/connected`, secret: stripeWebhooks.connected, from: 'connected' },
  ];
}

const webhookFaults = ['webhook_dropped', 'webhook_delayed', 'webhook_doubled', 'fails_after'] as const;

const callers: ReadonlySet<string> = new Set(['vehicle', 'owner', 'finance', 'operator', 'stripe']);

function callersRole({ url }: Request): string {
  const [, , word = ''] = new URL(url).pathname.split('/');
  return callers.has(word) ? word : 'customer';
}

/** S3, for whoever holds a signed address. */
async function answerUrl(objects: ObjectsModel, request: Request): Promise<Response> {
  const body = request.body ? new Uint8Array(await request.arrayBuffer()) : undefined;
  const answer = objects.answerUrl(request.method, request.url, body);
  return new Response(new Uint8Array(answer.body), { status: answer.status, headers: answer.headers });
}
