import type { MessageOf } from '../../shared/messages.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { newDelivery } from '../../shared/webhook-delivery.ts';
import { wants } from '../../shared/webhook-endpoint.ts';
import { endEventOf, topUpEventOf, type WebhookEvent } from '../../shared/webhook-event.ts';
import { webhookDeliveryWrites } from '../adapters/webhook-deliveries.ts';
import type { Deps } from '../edge/deps.ts';
import { queueLambda } from '../edge/lambda.ts';

/**
 * A batch or a top-up came to its end: one delivery for each endpoint that wants to be told, in one transaction with the event
 * itself. Told twice, the second finds the event and changes nothing.
 */
export const createDeliveries =
  (deps: Deps) =>
  async (name: MessageOf<'announce'>): Promise<void> => {
    const { customerId } = name;
    const event = await eventOf(deps, name);
    if (!event) return;
    const endpoints = await deps.webhookEndpoints.of(customerId);
    const deliveries = endpoints
      .filter((endpoint) => wants(endpoint, event))
      .map(({ endpointId }) =>
        newDelivery({ customerId, endpointId, deliveryId: deps.newId('whd'), event }, deps.now()),
      );
    try {
      await deps.commit(webhookDeliveryWrites.announce(customerId, event, deliveries));
    } catch (error) {
      if (!isRefusal(error, 'conflict')) throw error;
    }
  };

const eventOf = async (deps: Deps, name: MessageOf<'announce'>): Promise<WebhookEvent | undefined> =>
  'topUpId' in name ? topUpEventOf(await deps.topUps.get(name)) : endEventOf(await deps.batches.get(name));

export const handler = queueLambda('announce', createDeliveries);
