import { type CfnElement, Stack, Validations } from 'aws-cdk-lib';
import { Effect, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { deadLettersName, undispatchedName } from '../shared/dead-letters.ts';
import { type DeployedFunction, moneyRoots, type Permissions } from './deployed-function.ts';
import { queuePrefix } from './names.ts';
import type { Queues } from './queues.ts';
import type { Secrets } from './secrets.ts';
import { indexName, type Storage } from './storage.ts';

export type Resources = Storage & Queues & Secrets;

/** Allows the role what the table of functions says, and nothing else. */
export function grant(role: Role, { may }: DeployedFunction, resources: Resources): void {
  const statements = [
    ...tableStatements(may, resources),
    ...bucketStatements(may, resources),
    ...queueStatements(role, may, resources),
    ...dataKeyStatements(may, resources),
    ...(may.secrets ?? []).flatMap((name) =>
      allow('secretsmanager', ['GetSecretValue'], [resources.secrets[name].secretArn]),
    ),
  ];
  for (const statement of statements) role.addToPolicy(statement);
  const reached = [
    may.files && resources.files,
    may.tasks && resources.tasks,
    may.journal && resources.journal,
  ];
  for (const bucket of reached) if (bucket) acknowledgeObjects(role, bucket);
  if (may.receipts) acknowledgeReceipts(role, resources.files);
  acknowledgeLanes(role, lanePatternsOf(may));
}

function tableStatements(may: Permissions, { table }: Resources): PolicyStatement[] {
  return [
    ...allow('dynamodb', may.table, [table.tableArn]),
    ...allow('dynamodb', may.index && ['Query'], [`${table.tableArn}/index/${indexName}`]),
    ...(may.movesNoMoney ? [denyWrites(table.tableArn, ['LEDGER#*', 'BALANCE#*'])] : []),
    ...(may.movesMoneyOf ? [denyOthersMoney(table.tableArn, moneyRoots[may.movesMoneyOf])] : []),
    ...(may.table?.some(isWrite) && !may.journal?.includes('PutObject')
      ? [denyWrites(table.tableArn, ['JOURNAL', 'JOURNAL#*'])]
      : []),
    // The audit trail is appended to by whom it tells of, and changed by nobody.
    ...(may.table?.some(isWrite)
      ? [denyWrites(table.tableArn, ['AUDIT#*'], may.appendsAudits ? changing : writing)]
      : []),
  ];
}

/** Each write is of one partition, so that it is judged by its own key: the condition's two halves both hold. */
const denyOthersMoney = (tableArn: string, root: string) =>
  new PolicyStatement({
    effect: Effect.DENY,
    actions: writing.map((action) => `dynamodb:${action}`),
    resources: [tableArn],
    conditions: {
      'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': ['LEDGER#*', 'BALANCE#*'] },
      'ForAllValues:StringNotLike': { 'dynamodb:LeadingKeys': [`LEDGER#${root}/*`, `BALANCE#${root}/*`] },
    },
  });

const changing = ['UpdateItem', 'DeleteItem', 'BatchWriteItem'];
const writing = ['PutItem', ...changing];

/**
 * The keys stand in functions/adapters/keys.ts. A denial and not narrower allowances: it holds whatever keys the
 * market takes on later.
 */
const denyWrites = (tableArn: string, partitions: readonly string[], actions: readonly string[] = writing) =>
  new PolicyStatement({
    effect: Effect.DENY,
    actions: actions.map((action) => `dynamodb:${action}`),
    resources: [tableArn],
    conditions: { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': partitions } },
  });

const isWrite = (action: string) => action === 'PutItem' || action === 'UpdateItem';

function bucketStatements(
  may: Permissions,
  { files, tasks, journal, filesKey }: Resources,
): PolicyStatement[] {
  const writesFiles = may.files?.includes('PutObject');
  return [
    ...objectStatements(may.files, files),
    // S3 asks the key in the caller's name; joining a multipart upload decrypts its parts.
    ...allow('kms', may.files && ['Decrypt', ...(writesFiles ? ['GenerateDataKey'] : [])], [filesKey.keyArn]),
    ...(may.receipts ? receiptStatements(files, filesKey.keyArn) : []),
    ...objectStatements(may.tasks, tasks),
    ...objectStatements(may.journal, journal),
  ];
}

/** Receipts lie beside the files of their customer, under names of their own: functions/adapters/receipts.ts. */
const receiptsPattern = '*/receipts-*';

const receiptStatements = (files: Bucket, filesKeyArn: string) => [
  ...allow('s3', ['GetObject'], [files.arnForObjects(receiptsPattern)]),
  ...allow('s3', ['ListBucket'], [files.bucketArn]),
  ...allow('kms', ['Decrypt'], [filesKeyArn]),
];

/** Who may not list a bucket is told 403, not 404, of an object that is not there: a fault, where it is an answer. */
const objectStatements = (actions: Permissions['files'], bucket: Bucket) => [
  ...allow('s3', actions, [bucket.arnForObjects('*')]),
  ...(actions?.some((action) => action.startsWith('GetObject'))
    ? allow('s3', ['ListBucket'], [bucket.bucketArn])
    : []),
  // What is to go for good must be found first, version by version.
  ...(actions?.includes('DeleteObjectVersion')
    ? allow('s3', ['ListBucketVersions'], [bucket.bucketArn])
    : []),
];

/**
 * What the key wraps is bound to a batch or to a webhook endpoint (functions/adapters/vault.ts): a call that names
 * none, or one of the other kind, is refused by KMS itself.
 */
const dataKeyStatements = (may: Permissions, { batchKey }: Resources): PolicyStatement[] =>
  [
    { bond: 'batchId', statements: allow('kms', may.batchKey, [batchKey.keyArn]) },
    { bond: 'webhookEndpointId', statements: allow('kms', may.webhookKey, [batchKey.keyArn]) },
  ].flatMap(({ bond, statements }) => {
    for (const statement of statements)
      statement.addCondition('ForAnyValue:StringEquals', { 'kms:EncryptionContextKeys': [bond] });
    return statements;
  });

/** Lanes by the pattern of their names: their ARNs, one by one, would outgrow a role's 10 KB. */
const lanePatterns = {
  'every lane': ['lane-*'],
  'live lanes': ['lane-*-priority-*', 'lane-*-live-*', 'lane-*-flex-*'],
} as const;

/** All of them: of queues, of lanes, and of the stream. */
const deadLetterPatterns = [deadLettersName('*'), undispatchedName];

const lanePatternsOf = ({ sendTo = [], lanes, deadLetters }: Permissions): string[] => [
  ...new Set([
    ...sendTo.flatMap((to) => (isQueue(to) ? [] : lanePatterns[to])),
    ...(lanes ? lanePatterns['every lane'] : []),
    ...(deadLetters ? [deadLettersName('*')] : []),
  ]),
];

const isQueue = (to: NonNullable<Permissions['sendTo']>[number]): to is `${string} queue` =>
  to.endsWith(' queue');

function queueStatements(role: Role, may: Permissions, { market }: Resources): PolicyStatement[] {
  const named = (patterns: readonly string[]) =>
    patterns.map((pattern) =>
      Stack.of(role).formatArn({ service: 'sqs', resource: `${queuePrefix(role)}${pattern}` }),
    );
  const lanesNamed = (name: keyof typeof lanePatterns) => named(lanePatterns[name]);
  const targetsOf = (to: NonNullable<Permissions['sendTo']>[number]): string[] => {
    if (!isQueue(to)) return lanesNamed(to);
    const named = market.filter(({ name }) => to === 'every queue' || to === `${name} queue`);
    if (named.length === 0) throw new Error(`infra/functions/: there is no ${to}`);
    return named.map(({ queue }) => queue.queueArn);
  };
  const laneActions = {
    receive: ['ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility'],
    count: ['GetQueueAttributes'],
  };
  return [
    ...allow('sqs', may.sendTo && ['SendMessage'], may.sendTo?.flatMap(targetsOf) ?? []),
    ...allow('sqs', may.lanes && laneActions[may.lanes], lanesNamed('every lane')),
    ...allow(
      'sqs',
      may.deadLetters && [...laneActions.receive, ...laneActions.count],
      named(deadLetterPatterns),
    ),
  ];
}

function allow(
  service: string,
  actions: readonly string[] | undefined,
  resources: string[],
): PolicyStatement[] {
  if (!actions) return [];
  return [new PolicyStatement({ actions: actions.map((action) => `${service}:${action}`), resources })];
}

/** Lanes by pattern: see `queueStatements`. */
function acknowledgeLanes(role: Role, patterns: readonly string[]): void {
  for (const pattern of patterns)
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:sqs:<AWS::Region>:<AWS::AccountId>:${queuePrefix(role)}${pattern}]`,
      reason:
        "The lanes, or the dead letters, of this market and nothing else are named so; their ARNs outgrow a role's 10 KB.",
    });
}

function acknowledgeReceipts(role: Role, bucket: Bucket): void {
  const logicalId = Stack.of(role).getLogicalId(bucket.node.defaultChild as CfnElement);
  Validations.of(role).acknowledge({
    id: `AwsSolutions-IAM5[Resource::<${logicalId}.Arn>/${receiptsPattern}]`,
    reason: 'Receipts are named by customers and batches as they come; no other object has such a name.',
  });
}

function acknowledgeObjects(role: Role, bucket: Bucket): void {
  const logicalId = Stack.of(role).getLogicalId(bucket.node.defaultChild as CfnElement);
  Validations.of(role).acknowledge({
    id: `AwsSolutions-IAM5[Resource::<${logicalId}.Arn>/*]`,
    reason:
      'Objects are named by batches, tasks and links of the journal as they come; the actions on them are listed.',
  });
}
