import type OpenAI from 'openai';
import { embeddingLine, startMarket } from './market-rig.ts';
import { type Received, type Receiver, startReceiver } from './webhook-receiver.ts';

export type Endpoint = OpenAI.Webhooks.WebhookEndpointWithSecret;

type Attempt = { at: number; status_code: number | null; latency_ms: number; error: string | null };
export type Delivery = {
  id: string;
  status: string;
  test: boolean;
  event: { id: string; type: string; data: { id: string } };
  attempts: Attempt[];
  next_attempt_at: number | null;
};
type State = { x_parkade: { state: string; state_reason: string | null; failing_since: number | null } };

export type WebhookRig = Awaited<ReturnType<typeof startWebhookRig>>;

/** A market with a vehicle at work and, for each test, a customer's receiver of its own. */
export async function startWebhookRig() {
  const market = await startMarket();
  const vehicle = await market.vehicle(0, ['parkade-embed-1']);
  const { openai, cloud } = market;
  let receiver: Receiver = await startReceiver();
  return {
    market,
    vehicle,
    get receiver() {
      return receiver;
    },

    newEndpoint: (changes: Partial<OpenAI.Webhooks.WebhookCreateParams> = {}): Promise<Endpoint> =>
      openai.webhooks.create({
        url: receiver.url,
        name: 'Accounts',
        event_types: ['batch.completed', 'batch.cancelled', 'batch.expired'],
        ...changes,
      }),

    deliveriesOf: async ({ id }: { id: string }) =>
      (await openai.get<{ data: Delivery[] }>(`/webhook_endpoints/${id}/deliveries`)).data,

    stateOf: async ({ id }: { id: string }) =>
      ((await openai.webhooks.retrieve(id)) as unknown as State).x_parkade,

    async replay({ id }: { id: string }, delivery: Delivery | undefined): Promise<Delivery> {
      const path = `/webhook_endpoints/${id}/deliveries/${delivery?.id}/replay`;
      const replayed = await openai.post<Delivery>(path);
      await cloud.events.drain();
      return replayed;
    },

    async completedBatch(): Promise<string> {
      const batch = await market.submit([embeddingLine('a', 'a parked car')]);
      await market.work(vehicle);
      return batch.id;
    },

    /** Time goes by, and the timer ticks at its end. */
    async pass(seconds: number): Promise<void> {
      market.advanceSeconds(seconds);
      await cloud.timers.resendDeliveries();
      await cloud.events.drain();
    },

    /** The one webhook that came since the last time. */
    takeOne(): Received {
      const [one, ...more] = receiver.take();
      if (!one || more.length > 0)
        throw new Error(`one webhook was expected, ${more.length + (one ? 1 : 0)} came`);
      return one;
    },

    /** Another receiver and no endpoint, for the next test. */
    async renew(): Promise<void> {
      for await (const { id } of openai.webhooks.list()) await openai.webhooks.delete(id);
      await receiver.close();
      receiver = await startReceiver();
    },

    async close(): Promise<void> {
      await receiver.close();
      await market.close();
    },
  };
}
