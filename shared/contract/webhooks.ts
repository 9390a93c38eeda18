import { z } from 'zod';
import type { Delivery } from '../webhook-delivery.ts';
import { type WebhookEndpoint, webhookLimits } from '../webhook-endpoint.ts';
import { eventTypes } from '../webhook-event.ts';

const eventType = z.enum(eventTypes);
const chosenTypes = z
  .array(eventType)
  .min(1)
  .max(eventTypes.length)
  .refine((types) => new Set(types).size === types.length, 'has an event type twice');
const url = z.string().min(1).max(webhookLimits.urlCharacters);
const name = z.string().min(1).max(webhookLimits.nameCharacters);

/** POST /v1/webhook_endpoints, as OpenAI's clients send it. */
export const createWebhookEndpointRequest = z.strictObject({
  url: url.meta({ description: 'https, on port 443 or from 1024 up, at a public address' }),
  event_types: chosenTypes,
  name: name.optional().meta({ description: "By default the URL's host" }),
});

/** POST /v1/webhook_endpoints/{id}: what is absent stays. */
export const updateWebhookEndpointRequest = z.strictObject({
  url: url.optional(),
  event_types: chosenTypes.optional(),
  name: name.optional(),
  enabled: z.boolean().optional().meta({
    description: 'false: it gets nothing. true: it gets what happens from now on, also after failures',
  }),
});

export const rotateWebhookSecretRequest = z.strictObject({
  keep_old_secret_active_for_24_hours: z
    .boolean()
    .default(true)
    .meta({ description: 'false: the old secret signs nothing any more, from now on' }),
});

export const testWebhookEndpointRequest = z.strictObject({ event_type: eventType });

const unixSeconds = z.number().int();

const endpointFields = {
  id: z.string(),
  object: z.literal('webhook_endpoint'),
  name: z.string(),
  url: z.string(),
  event_types: z.array(eventType),
  created_at: unixSeconds,
  updated_at: unixSeconds.meta({ description: 'Of the last change of its settings or its secret' }),
  signing_secret_hint: z.string().nullable(),
  x_parkade: z.object({
    state: z.enum(['enabled', 'failing', 'disabled']),
    state_reason: z.string().nullable(),
    failing_since: unixSeconds.nullable(),
    previous_secret_until: unixSeconds
      .nullable()
      .meta({ description: 'Until then the secret before the last rotation signs too' }),
  }),
};

export const webhookEndpointObject = z.object(endpointFields);
/** Shown when the endpoint is made and when its secret is rotated, and never again. */
export const webhookEndpointWithSecret = z.object({ ...endpointFields, signing_secret: z.string() });

export const webhookEndpointDeleted = z.object({
  id: z.string(),
  object: z.literal('webhook_endpoint.deleted'),
  deleted: z.literal(true),
});

const listOf = <Each extends z.ZodType>(each: Each) =>
  z.object({
    object: z.literal('list'),
    data: z.array(each),
    first_id: z.string().nullable(),
    last_id: z.string().nullable(),
    has_more: z.boolean(),
  });

export const webhookEndpointList = listOf(webhookEndpointObject);

export const webhookEventTypeList = z.object({ object: z.literal('list'), data: z.array(eventType) });

export const webhookTestResult = z.object({
  object: z.literal('webhook_endpoint.test'),
  webhook_endpoint_id: z.string(),
  event_type: eventType,
  status_code: z.number().int().meta({ description: 'What the endpoint answered' }),
  success: z.literal(true).meta({ description: 'That it answered at all' }),
});

export const webhookDeliveryObject = z.object({
  id: z.string(),
  object: z.literal('webhook_delivery'),
  webhook_endpoint_id: z.string(),
  event: z.object({
    id: z.string().meta({ description: 'The header webhook-id: the same on every attempt' }),
    type: eventType,
    created_at: unixSeconds,
    data: z.object({ id: z.string() }),
  }),
  test: z.boolean(),
  status: z.enum(['pending', 'delivered', 'failed']),
  attempts: z
    .array(
      z.object({
        at: unixSeconds,
        status_code: z.number().int().nullable(),
        latency_ms: z.number().int(),
        error: z.string().nullable().meta({ description: 'Why it failed, in words' }),
      }),
    )
    .meta({ description: 'The latest 20, oldest first' }),
  next_attempt_at: unixSeconds.nullable(),
  created_at: unixSeconds,
});

export const webhookDeliveryList = listOf(webhookDeliveryObject);

export const endpointObjectOf = (endpoint: WebhookEndpoint): z.infer<typeof webhookEndpointObject> => ({
  id: endpoint.endpointId,
  object: 'webhook_endpoint',
  name: endpoint.name,
  url: endpoint.url,
  event_types: [...endpoint.eventTypes],
  created_at: unix(endpoint.createdAt),
  updated_at: unix(endpoint.updatedAt),
  signing_secret_hint: endpoint.secretHint,
  x_parkade: {
    state: endpoint.state,
    state_reason: endpoint.stateReason ?? null,
    failing_since: unixOrNull(endpoint.failingSince),
    previous_secret_until: unixOrNull(endpoint.previousSecretUntil),
  },
});

export const deliveryObjectOf = ({
  event,
  ...delivery
}: Delivery): z.infer<typeof webhookDeliveryObject> => ({
  id: delivery.deliveryId,
  object: 'webhook_delivery',
  webhook_endpoint_id: delivery.endpointId,
  event: {
    id: event.eventId,
    type: event.type,
    created_at: unix(event.createdAt),
    data: { id: event.subjectId },
  },
  test: delivery.isTest,
  status: delivery.state,
  attempts: delivery.attempts.map(({ at, status, latencyMillis, error }) => ({
    at: unix(at),
    status_code: status ?? null,
    latency_ms: latencyMillis,
    error: error ?? null,
  })),
  next_attempt_at: unixOrNull(delivery.nextAttemptAt),
  created_at: unix(delivery.createdAt),
});

const unix = (millis: number) => Math.floor(millis / 1_000);
const unixOrNull = (millis: number | undefined) => (millis === undefined ? null : unix(millis));
