import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { isThrottlingError } from '@smithy/core/retry';

type SdkError = Parameters<typeof isThrottlingError>[0];

/** What DynamoDB says of a transaction of which one item had no room; the SDK does not look at it. */
const reasons = ['ThrottlingError', 'ProvisionedThroughputExceeded'];

/** Whether AWS turned a call away for want of room, after all tries of its client. */
export function isThrottled(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof TransactionCanceledException)
    return (error.CancellationReasons ?? []).some(({ Code = '' }) => reasons.includes(Code));
  return isThrottlingError(error as SdkError);
}
