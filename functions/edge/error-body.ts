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
    type: details.type ?? typeOf(statusFor(code)),
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

export const statusOf = ({ code, details }: Refusal): number => details.status ?? statusFor(code);

/** The one place where a refusal becomes an HTTP status. */
function statusFor(code: RefusalCode): number {
  switch (code) {
    case 'invalid_api_key':
    case 'invalid_proof':
    case 'replayed_proof':
    case 'unknown_vehicle':
      return 401;
    case 'not_allowed':
    case 'missing_scope':
    case 'vehicle_quarantined':
    case 'vehicle_revoked':
    case 'barred_owner':
    case 'unmet_routing':
      return 403;
    case 'not_found':
    case 'model_not_found':
      return 404;
    case 'method_not_allowed':
      return 405;
    case 'conflict':
    case 'changed_meanwhile':
    case 'already_posted':
    case 'already_leased':
    case 'task_closed':
    case 'lease_lost':
    case 'lease_expired':
    case 'hold_exhausted':
    case 'too_long':
    case 'below_floor':
    case 'payout_refused':
      return 409;
    case 'file_too_large':
    case 'request_too_large':
      return 413;
    case 'idempotency_mismatch':
      return 422;
    case 'insufficient_quota':
    case 'rate_limit_exceeded':
    case 'token_limit_exceeded':
      return 429;
    case 'no_vehicle_available':
    case 'window_full':
    case 'stream_interrupted':
      return 503;
    case 'invalid_request':
    case 'invalid_json':
    case 'unsupported_parameter':
    case 'invalid_file':
    case 'invalid_batch':
    case 'invalid_enrolment_code':
    case 'invalid_attestation':
    case 'price_above_max':
    case 'quote_expired':
    case 'quote_used':
    case 'quote_mismatch':
    case 'invalid_signature':
    case 'webhook_unanswered':
    case 'invalid_result':
    case 'engine_refused':
      return 400;
  }
}

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
