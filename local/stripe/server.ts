import { once } from 'node:events';
import { type ServerType, serve } from '@hono/node-server';
import type { Foundation } from './answer-call.ts';
import { FaultSwitch } from './fault-switch.ts';
import { createHttpApp } from './http-app.ts';
import { ObjectStore } from './object-store.ts';
import type { RestrictedKeys } from './restricted-keys.ts';
import { WebhookSender, type WebhookTarget } from './webhook-sender.ts';

export interface StripeStandInOptions {
  /** Folder of the state, made when missing; in memory when absent. Only one process at a time may use it. */
  dir?: string;
  /** Does not wait for the disk: for measurements that must not be about it. */
  isHasty?: boolean;
  /** 0 takes any free port. */
  port: number;
  webhook?: WebhookTarget;
  /** Several webhooks in place of one. */
  webhooks?: readonly WebhookTarget[];
  /** Keys beside the secret ones, and what each may do; any other key may do everything. */
  restrictedKeys?: RestrictedKeys;
  /** Milliseconds since 1970; the computer's clock when absent. */
  now?: () => number;
  /** Until a card charge's money is available; 0 when absent. */
  availabilityDelaySeconds?: number;
  /** Until a bank account's payment succeeds or fails; 4 days when absent. */
  asyncPaymentDelaySeconds?: number;
  /** Until a payout arrives at the bank; 0 when absent. */
  payoutDelaySeconds?: number;
}

export interface StripeStandIn {
  /** `http://127.0.0.1:PORT` */
  url: string;
  port: number;
  /** Sends events there from now on. */
  setWebhook(target: WebhookTarget): void;
  /** Sends events to each of these from now on, the platform's own and the connected accounts' apart if they say so. */
  setWebhooks(targets: readonly WebhookTarget[]): void;
  /** Resolves once every event so far has reached the webhook or was given up. */
  webhooksSettled(): Promise<void>;
  /** How long it has been answering calls since its start, all together. */
  busyMillis(): number;
  close(): Promise<void>;
}

/**
 * Starts the Stripe stand-in on 127.0.0.1. Point the client at it with
 * `new Stripe(anyKey, { host: '127.0.0.1', port, protocol: 'http' })`. Throws when the port is taken.
 */
export async function startStripe(options: StripeStandInOptions): Promise<StripeStandIn> {
  const now = options.now ?? Date.now;
  const store = new ObjectStore(options.dir, options);
  const webhooks = new WebhookSender(now, options.webhooks ?? (options.webhook ? [options.webhook] : []));
  const base: Foundation = {
    store,
    now,
    faults: new FaultSwitch(),
    webhooks,
    restrictedKeys: options.restrictedKeys ?? {},
    availabilityDelaySeconds: options.availabilityDelaySeconds ?? 0,
    asyncPaymentDelaySeconds: options.asyncPaymentDelaySeconds ?? 4 * 86_400,
    payoutDelaySeconds: options.payoutDelaySeconds ?? 0,
    busyMillis: 0,
  };
  const app = createHttpApp(base);
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: options.port });
  await once(server, 'listening');
  const port = portOf(server);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    setWebhook: (target) => {
      webhooks.targets = [target];
    },
    setWebhooks: (targets) => {
      webhooks.targets = targets;
    },
    webhooksSettled: () => webhooks.settled(),
    busyMillis: () => base.busyMillis,
    close: async () => {
      webhooks.close();
      const closed = once(server, 'close');
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed;
      store.close();
    },
  };
}

function portOf(server: ServerType): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The Stripe stand-in has no port');
  return address.port;
}
