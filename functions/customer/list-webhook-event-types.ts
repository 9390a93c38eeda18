import { createRoute } from '@hono/zod-openapi';
import { webhookEventTypeList } from '../../shared/contract/webhooks.ts';
import { eventTypes } from '../../shared/webhook-event.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/webhook_event_types',
  summary: 'Lists the event types that webhooks can tell of',
  responses: {
    200: { description: 'Event types', content: { 'application/json': { schema: webhookEventTypeList } } },
  },
});

export function listWebhookEventTypes(api: Api) {
  api.openapi(route, (c) => c.json({ object: 'list' as const, data: [...eventTypes] }, 200));
}
