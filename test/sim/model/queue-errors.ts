import {
  BatchEntryIdsNotDistinct,
  BatchRequestTooLong,
  EmptyBatchRequest,
  InvalidBatchEntryId,
  OverLimit,
  QueueDoesNotExist,
  SQSServiceException,
  TooManyEntriesInBatchRequest,
} from '@aws-sdk/client-sqs';

/** The errors of the queues' service, of the SDK's own classes. */
const refused = { $metadata: { httpStatusCode: 400, attempts: 1, totalRetryDelay: 0 } };

export const noQueue = () =>
  new QueueDoesNotExist({ message: 'The specified queue does not exist.', ...refused });

/** One without a class in the SDK: only its name tells. */
export const badParameter = (message: string) =>
  new SQSServiceException({ name: 'InvalidParameterValue', $fault: 'client', message, ...refused });

export const emptyBatch = () =>
  new EmptyBatchRequest({ message: "The batch request doesn't contain any entries.", ...refused });

export const tooManyEntries = () =>
  new TooManyEntriesInBatchRequest({
    message: 'Maximum number of entries per request are 10.',
    ...refused,
  });

export const idsNotDistinct = () =>
  new BatchEntryIdsNotDistinct({
    message: 'Two or more batch entries in the request have the same Id.',
    ...refused,
  });

export const badEntryId = () =>
  new InvalidBatchEntryId({
    message:
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    ...refused,
  });

export const tooLong = () =>
  new BatchRequestTooLong({ message: 'Batch requests cannot be longer than 1048576 bytes.', ...refused });

export const tooManyInFlight = () =>
  new OverLimit({ message: 'Too many messages in flight: 120000 at most.', ...refused });
