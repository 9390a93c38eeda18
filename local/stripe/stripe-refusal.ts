import type Stripe from 'stripe';

/** The inside of Stripe's `{ error: ... }`; stripe-node picks its error class by status and type. */
interface ErrorBody {
  type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';
  message: string;
  code?: string;
  param?: string;
  decline_code?: string;
  charge?: string;
  payment_intent?: Stripe.PaymentIntent;
  payment_method?: Stripe.PaymentMethod;
}

interface Consequences {
  /** False when no execution began (bad parameters, 401, 409, 429): the idempotency key stays free. */
  keepsReply?: boolean;
  /** True when what the call wrote stands although it is refused: a declined card leaves its failed charge. */
  keepsState?: boolean;
}

/** A call that Stripe would answer with an error. Anything else thrown is a fault of the stand-in (500). */
export class StripeRefusal extends Error {
  readonly status: number;
  readonly body: ErrorBody;
  readonly keepsReply: boolean;
  readonly keepsState: boolean;

  constructor(status: number, body: ErrorBody, consequences: Consequences = {}) {
    super(body.message);
    this.status = status;
    this.body = body;
    this.keepsReply = consequences.keepsReply ?? true;
    this.keepsState = consequences.keepsState ?? false;
  }
}

/** A 400 `invalid_request_error`, the commonest refusal. */
export function badRequest(message: string, details: { code?: string; param?: string } = {}): StripeRefusal {
  return new StripeRefusal(400, { type: 'invalid_request_error', message, ...details });
}

/**
 * The refusal for an id that names nothing: 404 when the id is in the path, 400 when a parameter names it.
 * Stripe calls the subject by the parameter's name when there is one ("No such destination: 'acct_1'").
 */
export function noSuch(subject: string, id: string, place: 'path' | { param: string }): StripeRefusal {
  return new StripeRefusal(place === 'path' ? 404 : 400, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${subject}: '${id}'`,
    param: place === 'path' ? 'id' : place.param,
  });
}
