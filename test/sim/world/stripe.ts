import Stripe from 'stripe';
import { everyDuty, type StripeClients } from '../../../functions/adapters/stripe-api.ts';
import type { Foundation } from '../../../local/stripe/answer-call.ts';
import { FaultSwitch } from '../../../local/stripe/fault-switch.ts';
import { createHttpApp } from '../../../local/stripe/http-app.ts';
import { ObjectStore } from '../../../local/stripe/object-store.ts';
import { WebhookSender } from '../../../local/stripe/webhook-sender.ts';
import { stripeHost } from './settings.ts';

export type StripeRow = Readonly<Record<string, string | number | null>>;
/** All that Stripe knows, table by table. */
export type StripeState = Readonly<Record<string, readonly StripeRow[]>>;

const kept: Record<string, readonly string[]> = {
  objects: ['seq', 'id', 'kind', 'account', 'json'],
  notes: ['id', 'json'],
  replies: ['idempotency_key', 'fingerprint', 'status', 'body', 'kept_at'],
  timers: ['id', 'account', 'due_at'],
  paid_out: ['id', 'payout'],
  money: ['account', 'currency', 'available', 'pending'],
};

let standIn: { base: Foundation; app: ReturnType<typeof createHttpApp> } | undefined;

/** The stand-in for Stripe in this process, as it was in `state`: one of it, emptied and filled for each seed. */
export function stripeStandIn(now: () => number, state: StripeState) {
  standIn ??= newStandIn();
  const { base, app } = standIn;
  Object.assign(base, { now, faults: new FaultSwitch(), webhooks: new WebhookSender(now) });
  fill(base.store, state);
  return { app, webhooks: base.webhooks };
}

/** It may break a connection off: here there is none. */
export const noSocket = { incoming: { socket: { destroy() {} } } } as never;

/** One call of Stripe itself, which nothing on the way touches. */
export async function askStripe(
  { app }: Pick<ReturnType<typeof stripeStandIn>, 'app'>,
  method: string,
  path: string,
  body?: object,
  // biome-ignore lint/suspicious/noExplicitAny: objects of all kinds, looked into by actors
): Promise<any> {
  const init = {
    method,
    headers: { authorization: 'Bearer simulated', 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  };
  return (await app.request(path, init, noSocket)).json();
}

function newStandIn() {
  const base: Foundation = {
    store: new ObjectStore(),
    now: Date.now,
    faults: new FaultSwitch(),
    webhooks: new WebhookSender(Date.now),
    restrictedKeys: {},
    availabilityDelaySeconds: 0,
    asyncPaymentDelaySeconds: 4 * 86_400,
    payoutDelaySeconds: 0,
    busyMillis: 0,
  };
  return { base, app: createHttpApp(base) };
}

export const stripeState = (): StripeState =>
  Object.fromEntries(
    Object.entries(kept).map(([table, columns]) => [
      table,
      (standIn?.base.store.rows(`SELECT ${columns.join(', ')} FROM ${table}`, []) ?? []) as StripeRow[],
    ]),
  );

/** What the store was last filled with, and how often it had been changed by then. */
let filled: { state: StripeState; changes: unknown } | undefined;

const changesOf = (store: ObjectStore) => store.rows('SELECT total_changes() AS changes', [])[0]?.changes;

/** Most seeds leave Stripe as it was: then nothing is to be done. */
function fill(into: ObjectStore, state: StripeState): void {
  if (filled?.state === state && filled.changes === changesOf(into)) return;
  fillAnew(into, state);
  filled = { state, changes: changesOf(into) };
}

function fillAnew(into: ObjectStore, state: StripeState): void {
  into.transact(() => {
    for (const [table, columns] of Object.entries(kept)) {
      into.run(`DELETE FROM ${table}`);
      const places = columns.map(() => '?').join(', ');
      for (const row of state[table] ?? [])
        into.run(
          `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`,
          columns.map((column) => row[column] ?? null),
        );
    }
    into.run("DELETE FROM sqlite_sequence WHERE name = 'objects'");
  });
}

let clients: StripeClients | undefined;

/** The real client of Stripe, which remembers nothing: who calls, and what becomes of it on the way, is the network's. */
export const stripeClients = (): StripeClients => {
  clients ??= everyDuty(
    new Stripe('simulated', {
      host: stripeHost,
      protocol: 'https',
      telemetry: false,
      httpClient: Stripe.createFetchHttpClient(((input: string | URL | Request, init?: RequestInit) =>
        fetch(input, init)) as typeof fetch),
    }),
  );
  return clients;
};
