/** What came of one attempt, as the sender saw it. Times in milliseconds. */
export type WebhookAnswer = { latencyMillis: number } & (
  | { kind: 'answered'; status: number; retryAfter?: string }
  /** Nothing was sent, or nothing came back. `reason` is for the customer. */
  | { kind: 'unanswered'; reason: string }
);

export const isSuccess = (answer: WebhookAnswer): boolean =>
  answer.kind === 'answered' && answer.status >= 200 && answer.status < 300;

/** 410: the receiver says that it will never want another. */
export const isGone = (answer: WebhookAnswer): boolean => answer.kind === 'answered' && answer.status === 410;

/** Why the attempt failed, in words; undefined where it did not. */
export function failureOf(answer: WebhookAnswer): string | undefined {
  if (isSuccess(answer)) return undefined;
  if (answer.kind === 'unanswered') return answer.reason;
  const { status } = answer;
  if (isGone(answer)) return 'The endpoint answered 410 Gone: it wants no more webhooks.';
  if (status >= 300 && status < 400)
    return `The endpoint answered ${status}: redirects are not followed. Give the URL that it leads to.`;
  return `The endpoint answered ${status}; any status from 200 to 299 is success.`;
}

/**
 * When the receiver asked to be tried again, in milliseconds from now: `Retry-After` of RFC 9110, seconds or a date.
 * 0 where it asked for nothing, or for something in the past.
 */
export function askedDelayMillis(answer: WebhookAnswer, now: number): number {
  if (answer.kind !== 'answered' || isSuccess(answer)) return 0;
  const asked = answer.retryAfter?.trim() ?? '';
  if (/^\d{1,9}$/.test(asked)) return Number(asked) * 1_000;
  // Only dates as HTTP writes them: Date.parse takes nearly anything, such as "-5".
  if (!/^[A-Z][a-z]{2},? .*GMT$/.test(asked)) return 0;
  const at = Date.parse(asked);
  return Number.isNaN(at) ? 0 : Math.max(0, at - now);
}
