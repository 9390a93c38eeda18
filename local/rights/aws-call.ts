/** What one request asks of AWS, as IAM sees it: a transaction is judged by each of its writes. */
export type AwsCall =
  | { service: 'dynamodb'; action: string; isIndex?: boolean; partition?: string | undefined }
  | { service: 's3'; action: string; bucket: string; key: string }
  | { service: 'sqs'; action: string; queue: string }
  | { service: 'kms'; action: 'GenerateDataKey' | 'Decrypt'; bond: 'batchId' | 'webhookEndpointId' };

type Input = Record<string, unknown>;

/** The calls that a command of the SDK stands for. `commandName` without "Command". */
export function dynamoCalls(commandName: string, input: Input): AwsCall[] {
  if (commandName === 'TransactWriteItems')
    return (input.TransactItems as Record<string, Input>[]).flatMap((item) =>
      Object.entries(item).map(([kind, write]) => tableCall(`${kind}Item`, write)),
    );
  if (commandName === 'TransactGetItems') return [{ service: 'dynamodb', action: 'GetItem' }];
  return [tableCall(commandName, input)];
}

function tableCall(action: string, { IndexName, Item, Key }: Input): AwsCall {
  const { pk } = (Item ?? Key ?? {}) as { pk?: unknown };
  return { service: 'dynamodb', action, isIndex: IndexName !== undefined, partition: textOf(pk) };
}

/** As the document client gives it, or as it goes over the wire. */
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : (value as { S?: string } | undefined)?.S;

/** S3 counts the steps of a multipart upload as PutObject, and has actions of their own for named versions. */
const objectActions: Record<string, string> = {
  CreateMultipartUpload: 'PutObject',
  UploadPart: 'PutObject',
  CompleteMultipartUpload: 'PutObject',
  ListObjectVersions: 'ListBucketVersions',
  ListObjectsV2: 'ListBucket',
  HeadObject: 'GetObject',
};

export function s3Calls(commandName: string, input: Input): AwsCall[] {
  const bucket = String(input.Bucket);
  const call = (action: string, { Key, VersionId }: Input): AwsCall => ({
    service: 's3',
    action: `${action}${VersionId === undefined ? '' : 'Version'}`,
    bucket,
    key: String(Key ?? ''),
  });
  if (commandName !== 'DeleteObjects') return [call(objectActions[commandName] ?? commandName, input)];
  return ((input.Delete as { Objects: Input[] }).Objects ?? []).map((each) => call('DeleteObject', each));
}

/** The batch forms of SQS are allowed by the single ones' names. */
export const sqsCalls = (commandName: string, { QueueUrl }: Input): AwsCall[] => [
  {
    service: 'sqs',
    action: commandName.replace(/Batch$/, ''),
    queue: String(QueueUrl).split('/').at(-1) ?? '',
  },
];
