import { moneyRoots, type Permissions } from '../../infra/deployed-function.ts';
import { deadLettersName, undispatchedName } from '../../shared/dead-letters.ts';
import type { AwsCall } from './aws-call.ts';

/** Whether a role that infra/grants.ts makes of these permissions lets the call through. */
export function isAllowed(may: Permissions, call: AwsCall): boolean {
  if (call.service === 'dynamodb') return mayTable(may, call);
  if (call.service === 's3') return mayObject(may, call);
  if (call.service === 'sqs') return mayQueue(may, call);
  return (may[call.bond === 'batchId' ? 'batchKey' : 'webhookKey'] ?? []).includes(call.action);
}

type On<Service extends AwsCall['service']> = Extract<AwsCall, { service: Service }>;

function mayTable(may: Permissions, { action, isIndex, partition = '' }: On<'dynamodb'>): boolean {
  if (isIndex) return action === 'Query' && may.index === true;
  if (!(may.table as readonly string[] | undefined)?.includes(action)) return false;
  return !isWrite(action) || !isDenied(may, action, partition);
}

const isWrite = (action: string) => !['GetItem', 'BatchGetItem', 'Query'].includes(action);

/** The denials that hold whatever else is allowed. */
function isDenied(may: Permissions, action: string, partition: string): boolean {
  if (/^(LEDGER|BALANCE)#/.test(partition)) {
    if (may.movesNoMoney) return true;
    const root = may.movesMoneyOf && moneyRoots[may.movesMoneyOf];
    return root !== undefined && !new RegExp(`^(LEDGER|BALANCE)#${root}/`).test(partition);
  }
  if (/^JOURNAL(#|$)/.test(partition)) return !may.journal?.includes('PutObject');
  // The trail is appended to by whom it tells of, and changed by nobody.
  if (partition.startsWith('AUDIT#')) return !(may.appendsAudits && action === 'PutItem');
  return false;
}

function mayObject(may: Permissions, { action, bucket, key }: On<'s3'>): boolean {
  const allowed: readonly string[] = may[bucket as 'files' | 'tasks' | 'journal'] ?? [];
  if (allowed.includes(action)) return true;
  // What is to go for good is found first, version by version.
  if (action === 'ListBucketVersions') return allowed.includes('DeleteObjectVersion');
  return bucket === 'files' && action === 'GetObject' && may.receipts === true && /\/receipts-/.test(key);
}

const liveLane = /^lane-.*-(priority|live|flex)-/;

function mayQueue(may: Permissions, { action, queue }: On<'sqs'>): boolean {
  const isLane = queue.startsWith('lane-');
  if (isDeadLetters(queue))
    return may.deadLetters === true && (takes(action) || action === 'GetQueueAttributes');
  if (action === 'SendMessage')
    return (may.sendTo ?? []).some((to) => {
      if (to === 'every lane') return isLane;
      if (to === 'live lanes') return liveLane.test(queue);
      return !isLane && (to === 'every queue' || to === `${queue} queue`);
    });
  if (!isLane) return false;
  return may.lanes === 'count' ? action === 'GetQueueAttributes' : may.lanes === 'receive' && takes(action);
}

const isDeadLetters = (queue: string) => queue === undispatchedName || queue.endsWith(deadLettersName(''));

const takes = (action: string) =>
  ['ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility'].includes(action);
