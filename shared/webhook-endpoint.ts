import { isGone, isSuccess, type WebhookAnswer } from './webhook-answer.ts';
import { type Delivery, isExhausted } from './webhook-delivery.ts';
import type { EventType, WebhookEvent } from './webhook-event.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Where a customer wants to be told of what. */
export type WebhookEndpoint = Health & {
  /** Rises with each change of what the customer sets. */
  version: number;
  customerId: string;
  endpointId: string;
  name: string;
  url: string;
  eventTypes: readonly EventType[];
  /** The signing secret, wrapped by the vault and bound to the endpoint: its plaintext is never kept. */
  wrappedSecret: Bytes;
  secretHint: string;
  /** The one before the last rotation, which signs too until then. */
  previousWrappedSecret?: Bytes;
  previousSecretUntil?: number;
  createdAt: number;
  updatedAt: number;
};

/**
 * enabled ──▶ failing ──▶ disabled: it gets nothing until the customer enables it again.
 * A success makes `failing` `enabled` again. 410 disables at once.
 */
type Health = {
  state: 'enabled' | 'failing' | 'disabled';
  /** Why it is failing or disabled, for the customer. */
  stateReason?: string;
  /** Since when no attempt has succeeded. */
  failingSince?: number;
};

export const webhookLimits = { endpoints: 10, urlCharacters: 2_048, nameCharacters: 256 };

/** Longer than one delivery's whole schedule, so that more than one event must have failed. */
const disabledAfterMillis = 5 * 24 * 3_600_000;

/** What happened before the customer asked to be told is not told. */
export const wants = (endpoint: WebhookEndpoint, event: WebhookEvent): boolean =>
  endpoint.state !== 'disabled' &&
  endpoint.eventTypes.includes(event.type) &&
  endpoint.createdAt <= event.createdAt;

/** What an attempt tells about its endpoint: its new health, or undefined where nothing changes. */
export function healthAfter(
  { state, failingSince }: WebhookEndpoint,
  answer: WebhookAnswer,
  delivery: Delivery,
  now: number,
): Health | undefined {
  if (state === 'disabled') return undefined;
  if (isSuccess(answer)) return state === 'failing' || failingSince ? { state: 'enabled' } : undefined;
  const since = failingSince ?? now;
  const worse = worseBy(answer, delivery, now - since);
  if (worse && worse.state !== state) return { ...worse, failingSince: since };
  return failingSince ? undefined : { state, failingSince: since };
}

function worseBy(
  answer: WebhookAnswer,
  delivery: Delivery,
  failingMillis: number,
): Required<Pick<Health, 'state' | 'stateReason'>> | undefined {
  if (isGone(answer)) return { state: 'disabled', stateReason: 'It answered 410 Gone to a webhook.' };
  if (failingMillis >= disabledAfterMillis)
    return {
      state: 'disabled',
      stateReason: 'No attempt has succeeded for 5 days. Mend the receiver, then enable the endpoint again.',
    };
  if (isExhausted(delivery))
    return {
      state: 'failing',
      stateReason: 'An event could not be delivered in any of its attempts: see the deliveries.',
    };
  return undefined;
}

/** The wrapped secrets that sign now, the newest first. */
export function signingSecrets(endpoint: WebhookEndpoint, now: number): Bytes[] {
  const { wrappedSecret, previousWrappedSecret, previousSecretUntil = 0 } = endpoint;
  return previousWrappedSecret && now < previousSecretUntil
    ? [wrappedSecret, previousWrappedSecret]
    : [wrappedSecret];
}

type Settings = {
  name: string | undefined;
  url: string | undefined;
  eventTypes: readonly EventType[] | undefined;
  enabled: boolean | undefined;
};

/** The endpoint as the customer sets it: what is undefined stays. The very same object where nothing changes. */
export function updated(endpoint: WebhookEndpoint, settings: Settings, now: number): WebhookEndpoint {
  const { name = endpoint.name, url = endpoint.url, eventTypes = endpoint.eventTypes, enabled } = settings;
  const isSame =
    name === endpoint.name &&
    url === endpoint.url &&
    [...eventTypes].sort().join() === [...endpoint.eventTypes].sort().join();
  const switched = enabled === undefined || enabled === (endpoint.state !== 'disabled') ? undefined : enabled;
  if (isSame && switched === undefined) return endpoint;
  const changed = { ...endpoint, name, url, eventTypes, updatedAt: now };
  return switched === undefined ? changed : withSwitch(changed, switched);
}

function withSwitch(endpoint: WebhookEndpoint, enabled: boolean): WebhookEndpoint {
  const { failingSince: _failingSince, stateReason: _stateReason, ...rest } = endpoint;
  return enabled
    ? { ...rest, state: 'enabled' }
    : { ...rest, state: 'disabled', stateReason: 'You disabled it.' };
}

const secretOverlapMillis = 24 * 3_600_000;

/** The new secret signs from now on, and the old one beside it for 24 hours, or not at all any more. */
export function rotated(
  endpoint: WebhookEndpoint,
  secret: { wrapped: Bytes; hint: string },
  { keepsOld, now }: { keepsOld: boolean; now: number },
): WebhookEndpoint {
  const { previousWrappedSecret: _previous, previousSecretUntil: _until, ...rest } = endpoint;
  return {
    ...rest,
    wrappedSecret: secret.wrapped,
    secretHint: secret.hint,
    updatedAt: now,
    ...(keepsOld && {
      previousWrappedSecret: endpoint.wrappedSecret,
      previousSecretUntil: now + secretOverlapMillis,
    }),
  };
}
