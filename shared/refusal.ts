/** Codes of every "no" a caller can expect. `edge/http.ts` maps each to a status in one exhaustive switch. */
export type RefusalCode =
  // Who is asking
  | 'invalid_api_key'
  | 'not_allowed'
  | 'missing_scope'
  | 'invalid_proof'
  | 'replayed_proof'
  | 'unknown_vehicle'
  | 'invalid_enrolment_code'
  | 'invalid_attestation'
  | 'vehicle_quarantined'
  | 'vehicle_revoked'
  // What is asked
  | 'invalid_request'
  | 'invalid_json'
  | 'unsupported_parameter'
  | 'model_not_found'
  | 'invalid_file'
  | 'file_too_large'
  | 'invalid_batch'
  | 'not_found'
  | 'method_not_allowed'
  | 'conflict'
  | 'idempotency_mismatch'
  | 'request_too_large'
  | 'invalid_signature'
  | 'webhook_unanswered'
  // Money
  | 'insufficient_quota'
  | 'account_frozen'
  | 'price_above_max'
  | 'quote_expired'
  | 'quote_used'
  | 'quote_mismatch'
  | 'hold_exhausted'
  | 'already_posted'
  | 'payout_refused'
  | 'top_up_refused'
  | 'refund_refused'
  | 'second_person_wanted'
  | 'period_open'
  | 'period_closed'
  | 'invalid_statement'
  // Leases
  | 'already_leased'
  | 'task_closed'
  | 'lease_lost'
  | 'lease_expired'
  | 'barred_owner'
  | 'unmet_routing'
  | 'too_long'
  | 'below_floor'
  | 'invalid_result'
  | 'changed_meanwhile'
  // Capacity
  | 'rate_limit_exceeded'
  | 'token_limit_exceeded'
  | 'no_vehicle_available'
  | 'window_full'
  | 'stream_interrupted'
  // What an engine, not the market, said of a live call: its own status goes to the caller
  | 'engine_refused';

/** One finding about a customer's input: `line` counts from 1, `param` is a path into the body. */
export type Finding = { code: string; message: string; param: string | null; line: number | null };

type Details = {
  param?: string;
  findings?: readonly Finding[];
  status?: number;
  retryAfterSeconds?: number;
  /** What ran out, where the status alone does not say: OpenAI tells it as the error's type. */
  type?: 'requests' | 'tokens';
};

/** An expected "no": answered to the caller and never retried. Anything else that is thrown is a fault. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  readonly details: Details;

  constructor(code: RefusalCode, message: string, details: Details = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** Whether `error` is the expected "no" with one of these codes. */
export function isRefusal(error: unknown, ...codes: RefusalCode[]): error is Refusal {
  return error instanceof Refusal && (codes.length === 0 || codes.includes(error.code));
}
