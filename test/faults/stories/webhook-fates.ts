import { type DeliveryName, webhookDeliveryWrites } from '../../../functions/adapters/webhook-deliveries.ts';
import { type EndpointName, webhookEndpointWrites } from '../../../functions/adapters/webhook-endpoints.ts';
import { newDelivery } from '../../../shared/webhook-delivery.ts';
import { updated } from '../../../shared/webhook-endpoint.ts';
import { type Receiver, status } from '../../support/webhook-receiver.ts';
import type { FaultyMarket } from '../faulty-market.ts';

/** Claims of those who broke off have run out by then. */
const claimSeconds = 900;

/** An event that is on its way to this endpoint. */
const announced = ({ cloud, looking, now }: FaultyMarket, endpoint: EndpointName): Promise<DeliveryName> =>
  looking(async () => {
    const { commit, newId } = cloud.deps;
    const name = { ...endpoint, deliveryId: newId('whd') };
    const event = {
      eventId: newId('evt'),
      type: 'batch.completed' as const,
      createdAt: now(),
      subjectId: 'b',
    };
    await commit([webhookDeliveryWrites.create(newDelivery({ ...name, event }, now()))]);
    return name;
  });

/** What a customer leaves as it is. */
const same = { name: undefined, url: undefined, eventTypes: undefined };

const switchTo = ({ cloud, looking, now }: FaultyMarket, name: EndpointName, enabled: boolean) =>
  looking(async () => {
    const endpoint = await cloud.deps.webhookEndpoints.get(name);
    const next = updated(endpoint, { ...same, enabled }, now());
    if (next !== endpoint) await cloud.deps.commit([webhookEndpointWrites.change(endpoint, next)]);
  });

/** Calls the timer until an attempt is in the delivery's log, and says what was logged. */
async function attempted(
  market: FaultyMarket,
  name: DeliveryName,
  before: () => Promise<unknown>,
): Promise<string | undefined> {
  for (let round = 0; round < 30; round++) {
    await before();
    await market.timer('resendDeliveries');
    const { attempts } = await market.looking(() => market.cloud.deps.webhookDeliveries.get(name));
    const [first] = attempts;
    if (first) return first.error ?? String(first.status);
    market.advanceSeconds(claimSeconds);
  }
  throw new Error('nobody attempted it');
}

/** Its customer switches the endpoint off while it is called, and it answers with a fault: of its health nothing is noted. */
export async function changedMeanwhile(
  market: FaultyMarket,
  receiver: Receiver,
  endpoint: EndpointName,
): Promise<string | undefined> {
  receiver.answerWith(async (response) => {
    await switchTo(market, endpoint, false);
    response.writeHead(500).end();
  });
  const name = await announced(market, endpoint);
  const told = await attempted(market, name, () => switchTo(market, endpoint, true));
  receiver.answerWith(status(200));
  await switchTo(market, endpoint, true);
  await market.drain();
  return told;
}

/** What is not sent yet when its endpoint is put away is not sent. */
export async function putAway(market: FaultyMarket, endpoint: EndpointName): Promise<unknown> {
  await switchTo(market, endpoint, false);
  const told: unknown[] = [];
  for (let event = 0; event < 3; event++)
    told.push(await attempted(market, await announced(market, endpoint), async () => {}));
  return told;
}
