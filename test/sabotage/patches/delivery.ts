import type { Patch } from '../patch.ts';

const address = 'functions/adapters/webhook-address.ts';
const ofReads = { file: 'test/adapters/fresh-reads.test.ts' };

export const deliveryBugs: readonly Patch[] = [
  {
    name: 'failed-message-taken-as-done',
    why: 'A message that failed is deleted with those that went well: what should follow never does.',
    file: 'functions/edge/consume.ts',
    changes: [{ find: '      return false;\n', replace: '      return true;\n' }],
    caughtBy: {
      file: 'test/edge/consume.test.ts',
      test: 'is reported, and no other: those after it are handled',
    },
  },
  {
    name: 'stream-failure-swallowed',
    why: 'What must follow a commit is dropped where the queue can’t be reached.',
    file: 'functions/market/dispatch-changes.ts',
    changes: [
      {
        find: 'await queues.send(name as QueueName, messages as MessageOf<QueueName>[]);',
        replace:
          'await queues.send(name as QueueName, messages as MessageOf<QueueName>[]).catch(() => undefined);',
      },
    ],
    caughtBy: {
      file: 'test/market/dispatch-changes.test.ts',
      test: 'where a queue can’t be reached the whole window comes again',
    },
  },
  {
    name: 'message-deleted-at-the-lease',
    why: 'A vehicle that vanishes takes the only message of its task along.',
    file: 'functions/vehicle/exchange/lease-tasks.ts',
    changes: [
      {
        find: '  return leaseReceived(deps, vehicle, await found(deps, lane, received), room);\n',
        replace:
          '  await deps.lanes.delete(lane, received.map(({ receipt }) => receipt));\n  return leaseReceived(deps, vehicle, await found(deps, lane, received), room);\n',
      },
    ],
    caughtBy: {
      file: 'test/flows/late-and-double-completions.test.ts',
      test: 'the message of a task stays, out of sight, until the task is handed in',
    },
  },
  {
    name: 'stale-task-trusted',
    why: 'A lease is decided on by a copy of the task that is a moment old.',
    file: 'functions/adapters/tasks.ts',
    changes: [
      { find: 'Key: keyOf(name), ConsistentRead: true', replace: 'Key: keyOf(name), ConsistentRead: false' },
    ],
    caughtBy: { ...ofReads, test: 'a task is read as it is stored now' },
  },
  {
    name: 'stale-page-trusted',
    why: 'A batch is settled without what was finished a moment ago, and its hold ends.',
    file: 'functions/adapters/pages.ts',
    changes: [{ find: 'ConsistentRead: true,', replace: 'ConsistentRead: false,' }],
    caughtBy: { ...ofReads, test: 'a page is read as it is stored now' },
  },
  {
    name: 'stale-balance-trusted',
    why: 'A refund is decided on by money that was spent a moment ago.',
    file: 'functions/adapters/customer-balances.ts',
    changes: [{ find: 'ConsistentRead: true', replace: 'ConsistentRead: false' }],
    caughtBy: { ...ofReads, test: 'a balance is read as it is stored now' },
  },
  {
    name: 'batch-that-never-expires-in-time',
    why: 'A batch runs on for an hour after its deadline.',
    file: 'shared/batch.ts',
    changes: [{ find: '24 * 3_600_000', replace: '25 * 3_600_000' }],
    caughtBy: {
      file: 'test/flows/early-endings.test.ts',
      test: 'a batch that no vehicle ran expires after 24 hours and costs nothing',
    },
  },
  {
    name: 'collision-taken-as-refusal',
    why: 'Two transactions that meet are told as a "no", and what was asked for never happens.',
    file: 'functions/adapters/commit.ts',
    changes: [{ find: "['TransactionConflict', 'ThrottlingError',", replace: "['ThrottlingError'," }],
    caughtBy: {
      file: 'test/adapters/commit.test.ts',
      test: 'is tried again, and the writes then happen once',
    },
  },
  {
    name: 'own-writes-taken-as-refusal',
    why: 'A transaction whose answer was lost is told as if nothing had changed, and the customer’s next try makes it twice.',
    file: 'functions/adapters/commit.ts',
    changes: [{ find: 'if (met.some(({ isOurs }) => isOurs)', replace: 'if (met.length < 0' }],
    caughtBy: {
      file: 'test/adapters/commit.test.ts',
      test: 'are a fault: a refusal would say that nothing changed',
    },
  },
  {
    name: 'webhook-to-inside',
    why: 'A customer’s webhook reads what only our own network may: the metadata of the host.',
    file: address,
    changes: [
      {
        find: "if (address.range() !== 'unicast') return false;",
        replace: "if (address.range() === 'linkLocal') return false;",
      },
    ],
    caughtBy: {
      file: 'test/adapters/webhook-address.test.ts',
      test: 'no spelling of an address that is not public is taken',
    },
  },
  {
    name: 'webhook-address-unchecked',
    why: 'A name that leads inside is connected to, since only its spelling was looked at.',
    file: 'functions/adapters/webhook-post.ts',
    changes: [{ find: '      refuseUnlessReachable(url.hostname, addresses, reach);\n', replace: '' }],
    caughtBy: {
      file: 'test/adapters/webhook-post.test.ts',
      test: 'a name with one address that is not public gets no connection, by the strict rule',
    },
  },
  {
    name: 'message-told-in-a-fault',
    why: 'What stands in a message, a customer’s ids and more, is read by whoever reads the log.',
    file: 'functions/edge/consume.ts',
    changes: [
      {
        find: '`message ${messageId} of ${eventSourceARN}`',
        replace: '`message ${body} of ${eventSourceARN}`',
      },
    ],
    caughtBy: {
      file: 'test/edge/consume.test.ts',
      test: 'is reported, and no other: those after it are handled',
    },
  },
];
