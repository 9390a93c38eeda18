import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type IBucket,
  ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

export type Storage = ReturnType<typeof addStorage>;

/** The name of the table's one index: sparse, keys only. */
export const indexName = 'index';

/** The table, the buckets and the keys. All of it outlives the stack: it is money and customers' data. */
export function addStorage(scope: Construct) {
  const accessLogs = addAccessLogs(scope);
  const filesKey = new Key(scope, 'FilesKey', {
    description: "Customers' input and output files",
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const batchKey = new Key(scope, 'BatchKey', {
    description: "Batches' data keys, from which each task's key is derived; webhooks' signing secrets",
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const files = new Bucket(scope, 'Files', {
    ...bucketBasics,
    encryption: BucketEncryption.KMS,
    encryptionKey: filesKey,
    // Without it KMS is asked, and paid, once an object.
    bucketKeyEnabled: true,
    versioned: true,
    lifecycleRules: [
      ...lifecycle({ expiryDays: 30, noncurrentDays: 7 }),
      // Parts of uploads (functions/adapters/uploads.ts): within an hour they are joined or never will be.
      {
        id: 'expire-parts',
        prefix: 'parts/',
        expiration: Duration.days(1),
        noncurrentVersionExpiration: Duration.days(1),
      },
    ],
    serverAccessLogsBucket: accessLogs,
    serverAccessLogsPrefix: 'files/',
  });
  // Tasks' payloads and results are sealed before they come here, so the bucket's own encryption adds no key.
  const tasks = new Bucket(scope, 'Tasks', {
    ...bucketBasics,
    encryption: BucketEncryption.S3_MANAGED,
    versioned: true,
    // A result is accepted by its version: an overwritten one must stay readable as long as the batch is.
    lifecycleRules: lifecycle({ expiryDays: 30, noncurrentDays: 30 }),
    serverAccessLogsBucket: accessLogs,
    serverAccessLogsPrefix: 'tasks/',
  });
  // The console's: a deployment makes them anew, and nobody's data is among them.
  const pages = new Bucket(scope, 'Pages', {
    ...bucketBasics,
    encryption: BucketEncryption.S3_MANAGED,
    serverAccessLogsBucket: accessLogs,
    serverAccessLogsPrefix: 'pages/',
  });
  return {
    table: addTable(scope),
    pages,
    files,
    tasks,
    journal: addJournal(scope, accessLogs),
    accessLogs,
    filesKey,
    batchKey,
  };
}

function addTable(scope: Construct): Table {
  const table = new Table(scope, 'Market', {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    stream: StreamViewType.NEW_AND_OLD_IMAGES,
    timeToLiveAttribute: 'expiresAtSeconds',
    // With the AWS-owned key: a key of ours would be charged for every request that reaches KMS, and the table holds
    // no payloads.
    encryption: TableEncryption.DEFAULT,
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  table.addGlobalSecondaryIndex({
    indexName,
    partitionKey: { name: 'indexPk', type: AttributeType.STRING },
    sortKey: { name: 'indexSk', type: AttributeType.STRING },
    projectionType: ProjectionType.KEYS_ONLY,
  });
  return table;
}

/** What auditors read, years later: S3 itself keeps whoever may write it from changing or deleting it. */
const addJournal = (scope: Construct, accessLogs: IBucket) =>
  new Bucket(scope, 'Journal', {
    ...bucketBasics,
    encryption: BucketEncryption.S3_MANAGED,
    versioned: true,
    // Seven years, as tax offices ask of books.
    objectLockDefaultRetention: ObjectLockRetention.governance(Duration.days(7 * 365 + 2)),
    serverAccessLogsBucket: accessLogs,
    serverAccessLogsPrefix: 'journal/',
  });

const bucketBasics = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  removalPolicy: RemovalPolicy.RETAIN,
} satisfies BucketProps;

const lifecycle = ({ expiryDays, noncurrentDays }: { expiryDays: number; noncurrentDays: number }) => [
  {
    id: 'expire',
    expiration: Duration.days(expiryDays),
    noncurrentVersionExpiration: Duration.days(noncurrentDays),
    abortIncompleteMultipartUploadAfter: Duration.days(1),
  },
  // S3 takes no delete-marker rule together with an expiry in days.
  { id: 'drop-delete-markers', expiredObjectDeleteMarker: true },
];

function addAccessLogs(scope: Construct): IBucket {
  const bucket = new Bucket(scope, 'AccessLogs', {
    ...bucketBasics,
    // S3 and CloudFront deliver logs under their own accounts' rights: SSE-S3 only, and CloudFront by ACL.
    encryption: BucketEncryption.S3_MANAGED,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
    lifecycleRules: [
      { id: 'expire', expiration: Duration.days(90), abortIncompleteMultipartUploadAfter: Duration.days(1) },
    ],
  });
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions-S1',
    reason: 'It holds the access logs: logging its own accesses into itself would never end.',
  });
  // The classes' own types miss the interfaces' by `| undefined` (exactOptionalPropertyTypes).
  return bucket as IBucket;
}
