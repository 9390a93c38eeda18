import { createRoute, z } from '@hono/zod-openapi';
import { testWebhookEndpointRequest, webhookTestResult } from '../../shared/contract/webhooks.ts';
import { Refusal } from '../../shared/refusal.ts';
import { failureOf } from '../../shared/webhook-answer.ts';
import { afterAttempt, newDelivery } from '../../shared/webhook-delivery.ts';
import type { WebhookEvent } from '../../shared/webhook-event.ts';
import { webhookDeliveryWrites } from '../adapters/webhook-deliveries.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/webhook_endpoints/{endpointId}/test',
  summary: 'Sends a sample event, once, and tells what the endpoint answered',
  request: {
    params: z.object({ endpointId: z.string().max(128) }),
    body: { required: true, content: { 'application/json': { schema: testWebhookEndpointRequest } } },
  },
  responses: {
    200: { description: 'What it answered', content: { 'application/json': { schema: webhookTestResult } } },
  },
});

/** The log shows it like any delivery; it says nothing about the endpoint's health and is not tried again. */
export function testWebhookEndpoint(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const { event_type } = c.req.valid('json');
    const name = { customerId: c.get('callerId'), ...c.req.valid('param') };
    const endpoint = await deps.webhookEndpoints.get(name);
    const at = deps.now();
    const event: WebhookEvent = {
      eventId: deps.newId('evt'),
      type: event_type,
      createdAt: at,
      subjectId: 'batch_sample',
    };
    const answer = await deps.webhookSender.send(endpoint, event, at);
    const delivery = { ...newDelivery({ ...name, deliveryId: deps.newId('whd'), event }, at), isTest: true };
    await deps.commit([
      webhookDeliveryWrites.create(afterAttempt(delivery, answer, { at, now: deps.now(), chance: 0 })),
    ]);
    if (answer.kind === 'unanswered')
      throw new Refusal('webhook_unanswered', `The test event was not answered. ${failureOf(answer)}`);
    return c.json(
      {
        object: 'webhook_endpoint.test' as const,
        webhook_endpoint_id: name.endpointId,
        event_type,
        status_code: answer.status,
        success: true as const,
      },
      200,
    );
  });
}
