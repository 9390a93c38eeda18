import type { Finding, Refusal, RefusalCode } from '../../shared/refusal.ts';

/** OpenAI's error object: all four fields always present. `findings`: every bad line of a batch file, with its number. */
export type ErrorBody = {
  error: {
    message: string;
    type: string;
    param: string | null;
    code: string;
    findings?: readonly Finding[];
  };
};

export const errorBodyOf = ({ code, message, details }: Refusal): ErrorBody => ({
  error: {
    message,
    type: details.type ?? typeOf(statuses[code]),
    param: details.param || null,
    code,
    ...(details.findings && { findings: details.findings }),
  },
});

/** For what is no refusal but our own failure: told without its detail. */
export const faultBodyOf = (requestId: string): ErrorBody => ({
  error: {
    message: `Something failed on our side; nothing is lost. Please try again, and name ${requestId} if it persists.`,
    type: 'server_error',
    param: null,
    code: 'server_error',
  },
});

/** AWS throttled us, longer than its client tries again. */
export const overloadedBodyOf = (requestId: string): ErrorBody => ({
  error: {
    message: `There is more to do than we can take in just now. Please try again in a moment, and name ${requestId} if it persists.`,
    type: 'overloaded',
    param: null,
    code: 'overloaded',
  },
});

export const statusOf = ({ code, details }: Refusal): number => details.status ?? statuses[code];

/** The one place where a refusal becomes an HTTP status. */
const statuses: Record<RefusalCode, number> = {
  invalid_api_key: 401,
  invalid_proof: 401,
  replayed_proof: 401,
  unknown_vehicle: 401,
  not_allowed: 403,
  missing_scope: 403,
  vehicle_quarantined: 403,
  vehicle_revoked: 403,
  barred_owner: 403,
  unmet_routing: 403,
  account_frozen: 403,
  second_person_wanted: 403,
  not_found: 404,
  model_not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  changed_meanwhile: 409,
  already_posted: 409,
  already_leased: 409,
  task_closed: 409,
  lease_lost: 409,
  lease_expired: 409,
  hold_exhausted: 409,
  too_long: 409,
  below_floor: 409,
  payout_refused: 409,
  top_up_refused: 409,
  refund_refused: 409,
  period_open: 409,
  period_closed: 409,
  file_too_large: 413,
  request_too_large: 413,
  idempotency_mismatch: 422,
  insufficient_quota: 429,
  rate_limit_exceeded: 429,
  token_limit_exceeded: 429,
  no_vehicle_available: 503,
  window_full: 503,
  stream_interrupted: 503,
  invalid_request: 400,
  invalid_json: 400,
  unsupported_parameter: 400,
  invalid_file: 400,
  invalid_batch: 400,
  invalid_enrolment_code: 400,
  invalid_attestation: 400,
  price_above_max: 400,
  quote_expired: 400,
  quote_used: 400,
  quote_mismatch: 400,
  invalid_signature: 400,
  webhook_unanswered: 400,
  invalid_result: 400,
  invalid_statement: 400,
  engine_refused: 400,
};

function typeOf(status: number): string {
  switch (status) {
    case 401:
      return 'authentication_error';
    case 403:
      return 'permission_error';
    case 429:
      return 'insufficient_quota';
    case 503:
      return 'overloaded';
    default:
      return 'invalid_request_error';
  }
}
