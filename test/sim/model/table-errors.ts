import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  IdempotentParameterMismatchException,
  ResourceNotFoundException,
  ThrottlingException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import type { PortCall } from './port.ts';

/** The errors of the table's service, of the SDK's own classes: what the adapters look at is there as on AWS. */
const refused = { $metadata: { httpStatusCode: 400, attempts: 1, totalRetryDelay: 0 } };

/** One without a class in the SDK: only its name tells. */
export const invalid = (message: string) =>
  new DynamoDBServiceException({ name: 'ValidationException', $fault: 'client', message, ...refused });

/** `Item`: marshalled, as ReturnValuesOnConditionCheckFailure asks for it. */
export const conditionFailed = (Item?: ConditionalCheckFailedException['Item']) =>
  new ConditionalCheckFailedException({
    message: 'The conditional request failed',
    ...(Item && { Item }),
    ...refused,
  });

export const noTable = () =>
  new ResourceNotFoundException({ message: 'Requested resource not found', ...refused });

export const tokenReused = () =>
  new IdempotentParameterMismatchException({
    message: 'ClientRequestToken was used before with different parameters',
    ...refused,
  });

export type Reason = NonNullable<TransactionCanceledException['CancellationReasons']>[number];

/** One reason a write, in their order. */
export const cancelled = (CancellationReasons: Reason[]) =>
  new TransactionCanceledException({
    message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${CancellationReasons.map(
      ({ Code }) => Code,
    ).join(', ')}]`,
    CancellationReasons,
    ...refused,
  });

/** Too many calls, or too many on one partition: turned away before anything was done. */
export const throttledTable = () =>
  new ThrottlingException({
    message: 'Throughput exceeds the current capacity of your table or index',
    ...refused,
  });

/**
 * Another write has one of the call's items at this moment: turned away before anything was done. `at`: which of a
 * transaction's writes it meets. Undefined for a call that meets no conflicts.
 */
export function tableConflict({ operation, input }: PortCall, at = 0) {
  if (operation === 'TransactWrite') {
    const { TransactItems = [] } = input as { TransactItems?: unknown[] };
    return cancelled(
      TransactItems.map((_, no) =>
        no === at % TransactItems.length
          ? { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' }
          : { Code: 'None' },
      ),
    );
  }
  if (!['Put', 'Update', 'Delete'].includes(operation)) return undefined;
  return new TransactionConflictException({ message: 'Transaction is ongoing for the item', ...refused });
}
