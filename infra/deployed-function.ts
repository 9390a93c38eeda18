import type { QueueName } from '../shared/messages.ts';
import type { SecretName } from './secrets.ts';

type TableAction = 'GetItem' | 'BatchGetItem' | 'Query' | 'PutItem' | 'UpdateItem';
/** S3 counts the steps of a multipart upload as PutObject, and a read of a named version as GetObjectVersion alone. */
type ObjectAction =
  | 'GetObject'
  | 'GetObjectVersion'
  | 'PutObject'
  | 'DeleteObject'
  | 'DeleteObjectVersion'
  | 'AbortMultipartUpload';

/** What calls a function. Times and sizes are AWS's own units: seconds, and messages or records. */
export type Trigger =
  /** A path of the front door; `*` takes what no other pattern does. */
  | { kind: 'url'; path: string; streamed?: true }
  /** Above ten messages a call, or with `windowSeconds`, they are gathered for so long. */
  | { kind: 'queue'; queue: QueueName; batchSize: number; maxConcurrency: number; windowSeconds?: number }
  | { kind: 'stream'; batchSize: number; windowSeconds: number; retries: number }
  /** An EventBridge expression. Where the next tick does what this one missed, a failed one is not retried. */
  | { kind: 'timer'; schedule: string; retries: 0 | 2 }
  /** Cognito, before it issues a token to somebody. */
  | { kind: 'sign-in' };

/** Under which roots of the ledger the entries of these lie, and their balances. */
export const moneyRoots = {
  customers: 'customer',
  owners: 'owner',
  'bank accounts': 'bank',
  corrections: 'exception',
} as const;

/** The very actions a function's role allows, each on the one resource it names. */
export type Permissions = {
  table?: readonly TableAction[];
  /** Queries the table's index too. */
  index?: true;
  /** Denies writes to the ledger and the balances, whatever `table` allows: this function never moves money. */
  movesNoMoney?: true;
  /** As `movesNoMoney`, but for the entries and balances of these. */
  movesMoneyOf?: keyof typeof moneyRoots;
  files?: readonly ObjectAction[];
  /** Writes to the trail of who did what in finance and operation; nobody may change what stands there. */
  appendsAudits?: true;
  /** Reads the receipts of batches in the bucket of files, and no customer's file beside them. */
  receipts?: true;
  tasks?: readonly ObjectAction[];
  /** The journal's segments and closed periods. Who may not put there is denied its items in the table as well. */
  journal?: readonly ('GetObject' | 'PutObject')[];
  batchKey?: readonly ('GenerateDataKey' | 'Decrypt')[];
  /** Makes or opens the signing secrets of webhook endpoints. */
  webhookKey?: readonly ('GenerateDataKey' | 'Decrypt')[];
  /** Queues of the market, by their names in shared/messages.ts (`deliver queue`) or all of them, and lanes. */
  sendTo?: readonly ('every lane' | 'live lanes' | `${string} queue`)[];
  /** Looks at dead letters, and deletes those that it has sent back. */
  deadLetters?: true;
  /** `receive` takes, deletes and delays messages; `count` asks how many wait. */
  lanes?: 'receive' | 'count';
  secrets?: readonly SecretName[];
};

export type DeployedFunction = {
  name: string;
  /** Exports `handler`. Relative to the repository. */
  entry: string;
  trigger: Trigger;
  timeoutSeconds: number;
  /** People of the console call it too, with tokens: it is told who issues them. */
  people?: true;
  memoryMegabytes?: number;
  /**
   * So many calls at once, and no more: kept free for this function and taken from all others (an account has 1,000).
   * Whoever calls from outside has one, so that no flood of theirs leaves the market's own functions without.
   */
  reservedConcurrency?: number;
  /** A script that puts a file beside the bundle, whose folder it is told, and the package that is then left out. */
  alongside?: { script: string; insteadOf: string };
  may: Permissions;
};
