import type { MessageOf } from '../../shared/messages.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { abandoned, afterAttempt, claimed, type Delivery, isDue } from '../../shared/webhook-delivery.ts';
import { healthAfter, type WebhookEndpoint } from '../../shared/webhook-endpoint.ts';
import { webhookDeliveryWrites } from '../adapters/webhook-deliveries.ts';
import { webhookEndpointWrites } from '../adapters/webhook-endpoints.ts';
import type { Deps } from '../edge/deps.ts';
import { queueLambda } from '../edge/lambda.ts';

/**
 * One attempt of one delivery, and what follows from it. The delivery is claimed before anything is sent, so that of
 * two messages one sends; whoever dies in between leaves a claim that runs out, and the timer sends the message anew.
 * So a receiver may get an event twice, but never under two ids.
 */
export const deliverWebhook =
  (deps: Deps) =>
  async (name: MessageOf<'deliver'>): Promise<void> => {
    const [delivery, endpoint] = await Promise.all([
      deps.webhookDeliveries.find(name),
      deps.webhookEndpoints.find(name),
    ]);
    if (!delivery || !isDue(delivery, deps.now())) return;
    if (!endpoint || endpoint.state === 'disabled') {
      const reason = `Not sent: the endpoint was ${endpoint ? 'disabled' : 'deleted'} meanwhile.`;
      await deps.commit([webhookDeliveryWrites.save(abandoned(delivery, reason, deps.now()))]);
      return;
    }
    const own = claimed(delivery, deps.now());
    await deps.commit([webhookDeliveryWrites.save(own)]);
    await attempt(deps, endpoint, { ...own, version: own.version + 1 });
  };

export const handler = queueLambda('deliver', deliverWebhook);

async function attempt(deps: Deps, endpoint: WebhookEndpoint, delivery: Delivery): Promise<void> {
  const { commit, now, randomBytes, webhookSender } = deps;
  const at = now();
  const answer = await webhookSender.send(endpoint, delivery.event, at);
  const [byte = 0] = randomBytes(1);
  const next = afterAttempt(delivery, answer, { at, now: now(), chance: byte / 256 });
  const health = healthAfter(endpoint, answer, next, now());
  const result = webhookDeliveryWrites.save(next);
  try {
    await commit([result, ...(health ? [webhookEndpointWrites.note(endpoint, health)] : [])]);
  } catch (error) {
    if (!health || !isRefusal(error, 'changed_meanwhile')) throw error;
    // The endpoint was changed or deleted meanwhile: its next attempt judges its health anew.
    await commit([result]);
  }
}
