import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  IdempotentParameterMismatchException,
  ResourceNotFoundException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';

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
