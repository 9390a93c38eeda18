import type { DeployedFunction } from './deployed-function.ts';

const caller = (name: string, rest: Omit<DeployedFunction, 'name' | 'entry'>): DeployedFunction => ({
  name,
  entry: `functions/${name}/lambda.ts`,
  ...rest,
});

const market = (name: string, rest: Omit<DeployedFunction, 'name' | 'entry'>): DeployedFunction => ({
  name,
  entry: `functions/market/${name}.ts`,
  ...rest,
});

// A transaction asks for the rights of its single writes, so these two are all that `commit` needs.
const getAndCommit = ['GetItem', 'PutItem', 'UpdateItem'] as const;

/** Every function of the market, what calls it and what it may do. A file that is not here is not deployed. */
export const functions: readonly DeployedFunction[] = [
  caller('customer', {
    // Streamed, so an answer may take longer than the front door's 60 s of silence: five minutes, and its end.
    trigger: { kind: 'url', path: '*', streamed: true },
    timeoutSeconds: 330,
    // The reference's viewer: 5 MB of text in the bundle would be read at every cold start.
    alongside: {
      script: 'functions/customer/reference/write-viewer.ts',
      insteadOf: '@scalar/fastify-api-reference',
    },
    may: {
      table: [...getAndCommit, 'Query', 'BatchGetItem'],
      // A file that proves bad while it comes in is taken back.
      files: ['GetObject', 'PutObject', 'DeleteObject', 'AbortMultipartUpload'],
      tasks: ['GetObjectVersion', 'PutObject'],
      batchKey: ['GenerateDataKey', 'Decrypt'],
      // An endpoint's secret is made, shown, and signs a test, all in the customer's own call.
      webhookKey: ['GenerateDataKey', 'Decrypt'],
      sendTo: ['live lanes'],
      // A forecast goes by how much waits.
      lanes: 'count',
      secrets: ['stripePayments', 'receiptKeys', 'origin'],
    },
  }),
  caller('vehicle', {
    // An idle vehicle is kept waiting for a live call for up to 20 s.
    trigger: { kind: 'url', path: '/v1/vehicle/*' },
    timeoutSeconds: 40,
    may: {
      table: [...getAndCommit, 'BatchGetItem', 'Query'],
      movesNoMoney: true,
      // It signs URLs for the vehicle with its own rights: a lessee reads one payload and writes one result.
      tasks: ['GetObject', 'GetObjectVersion', 'PutObject'],
      batchKey: ['Decrypt'],
      lanes: 'receive',
      secrets: ['tokenKey', 'origin'],
    },
  }),
  caller('owner', {
    trigger: { kind: 'url', path: '/v1/owner/*' },
    timeoutSeconds: 30,
    may: {
      table: [...getAndCommit, 'Query', 'BatchGetItem'],
      // What was earned is found by day.
      index: true,
      movesNoMoney: true,
      secrets: ['stripeAccounts', 'receiptKeys', 'origin'],
    },
  }),
  caller('finance', {
    // It opens customers and owners, halts vehicles, reports, closes months and proves the books. What it decides on
    // (payout runs, corrections, reversals, invoices, promo credit) is written as wanted, and posted behind the stream;
    // refunds to customers alone are written by the call itself, as they are where customers ask for them.
    trigger: { kind: 'url', path: '/v1/finance/*' },
    timeoutSeconds: 60,
    may: {
      table: [...getAndCommit, 'Query', 'BatchGetItem'],
      index: true,
      movesMoneyOf: 'customers',
      // It reads the journal, and closes its months.
      journal: ['GetObject', 'PutObject'],
      appendsAudits: true,
      // An owner's pay is explained down to its requests: by their receipts, never by their content.
      receipts: true,
      secrets: ['stripeAccounts', 'stripeReads', 'origin'],
    },
  }),
  caller('stripe', {
    trigger: { kind: 'url', path: '/v1/stripe/*' },
    timeoutSeconds: 30,
    may: { table: getAndCommit, secrets: ['stripeWebhooks', 'origin'] },
  }),
  market('dispatch-changes', {
    trigger: { kind: 'stream', batchSize: 1_000, windowSeconds: 1, retries: 10 },
    timeoutSeconds: 60,
    may: { sendTo: ['every queue'] },
  }),
  market('plan-batch', {
    trigger: { kind: 'queue', queue: 'plan', batchSize: 1, maxConcurrency: 20 },
    timeoutSeconds: 300,
    may: {
      table: getAndCommit,
      movesNoMoney: true,
      files: ['GetObject'],
      tasks: ['PutObject'],
      batchKey: ['Decrypt'],
      sendTo: ['every lane'],
    },
  }),
  market('advance-batch', {
    trigger: { kind: 'queue', queue: 'advance', batchSize: 10, maxConcurrency: 20 },
    timeoutSeconds: 60,
    may: {
      table: [...getAndCommit, 'Query', 'BatchGetItem'],
      movesNoMoney: true,
      tasks: ['GetObject', 'PutObject'],
      batchKey: ['Decrypt'],
      sendTo: ['every lane'],
    },
  }),
  market('assemble-batch', {
    trigger: { kind: 'queue', queue: 'assemble', batchSize: 1, maxConcurrency: 10 },
    timeoutSeconds: 300,
    memoryMegabytes: 1_024,
    may: {
      table: [...getAndCommit, 'Query'],
      movesNoMoney: true,
      files: ['GetObject', 'PutObject'],
      tasks: ['GetObjectVersion'],
      batchKey: ['Decrypt'],
    },
  }),
  market('erase-payloads', {
    trigger: { kind: 'queue', queue: 'erase', batchSize: 1, maxConcurrency: 5 },
    timeoutSeconds: 300,
    may: {
      table: [...getAndCommit, 'Query'],
      movesNoMoney: true,
      files: ['DeleteObjectVersion'],
      tasks: ['DeleteObjectVersion'],
    },
  }),
  market('settle-batch', {
    trigger: { kind: 'queue', queue: 'settle', batchSize: 10, maxConcurrency: 20 },
    timeoutSeconds: 60,
    may: { table: [...getAndCommit, 'Query', 'BatchGetItem'] },
  }),
  market('accrue-owners', {
    trigger: { kind: 'queue', queue: 'accrue', batchSize: 10, maxConcurrency: 20 },
    timeoutSeconds: 60,
    may: { table: getAndCommit },
  }),
  market('append-journal', {
    // A link is one object and some ten write units however many entries it has: a minute's go into one. Two is the
    // least concurrency that SQS knows.
    trigger: { kind: 'queue', queue: 'journal', batchSize: 100, maxConcurrency: 2, windowSeconds: 60 },
    timeoutSeconds: 120,
    memoryMegabytes: 1_024,
    may: {
      table: [...getAndCommit, 'Query', 'BatchGetItem'],
      movesNoMoney: true,
      journal: ['PutObject'],
    },
  }),
  market('find-unjournaled', {
    // At night, when the names of all entries are read in peace.
    trigger: { kind: 'timer', schedule: 'cron(30 0 * * ? *)', retries: 2 },
    timeoutSeconds: 900,
    memoryMegabytes: 1_024,
    may: { table: ['GetItem', 'Query'], index: true, sendTo: ['journal queue', 'reverse queue'] },
  }),
  market('reverse-entry', {
    trigger: { kind: 'queue', queue: 'reverse', batchSize: 10, maxConcurrency: 2 },
    timeoutSeconds: 30,
    may: { table: getAndCommit },
  }),
  market('judge-audit', {
    trigger: { kind: 'queue', queue: 'audit', batchSize: 10, maxConcurrency: 5 },
    timeoutSeconds: 60,
    may: { table: getAndCommit, tasks: ['GetObjectVersion'], batchKey: ['Decrypt'] },
  }),
  market('pay-owner', {
    // One at a time and few together: Stripe limits calls, and a payout that failed must not repeat its neighbours.
    trigger: { kind: 'queue', queue: 'pay', batchSize: 1, maxConcurrency: 2 },
    timeoutSeconds: 60,
    may: { table: getAndCommit, secrets: ['stripeTransfers'] },
  }),
  market('send-refund', {
    // One at a time and few together, as payouts.
    trigger: { kind: 'queue', queue: 'refund', batchSize: 1, maxConcurrency: 2 },
    timeoutSeconds: 60,
    may: { table: getAndCommit, secrets: ['stripePayments'] },
  }),
  market('resend-refunds', {
    trigger: { kind: 'timer', schedule: 'rate(15 minutes)', retries: 0 },
    timeoutSeconds: 60,
    may: { index: true, sendTo: ['refund queue'] },
  }),
  market('follow-stripe-event', {
    // One at a time: an object that can't be fetched keeps no other waiting. Few together: Stripe limits calls.
    trigger: { kind: 'queue', queue: 'stripe-event', batchSize: 1, maxConcurrency: 5 },
    timeoutSeconds: 60,
    may: { table: [...getAndCommit, 'Query'], secrets: ['stripeReads'] },
  }),
  market('execute-payout-run', {
    // One run is one after the other: each step's end brings about the next.
    trigger: { kind: 'queue', queue: 'payout-run', batchSize: 1, maxConcurrency: 2 },
    timeoutSeconds: 120,
    may: { table: [...getAndCommit, 'Query', 'BatchGetItem'], index: true },
  }),
  market('take-back', {
    trigger: { kind: 'queue', queue: 'take-back', batchSize: 1, maxConcurrency: 2 },
    timeoutSeconds: 60,
    may: { table: [...getAndCommit, 'Query'], secrets: ['stripeReads', 'stripeTransfers'] },
  }),
  market('refund-charge', {
    trigger: { kind: 'queue', queue: 'refund-charge', batchSize: 1, maxConcurrency: 2 },
    timeoutSeconds: 60,
    may: { table: [...getAndCommit, 'Query'] },
  }),
  market('top-up-customer', {
    // One at a time and few together: Stripe limits calls, and one customer's trouble must not repeat its neighbours.
    trigger: { kind: 'queue', queue: 'top-up', batchSize: 1, maxConcurrency: 2 },
    timeoutSeconds: 60,
    may: { table: [...getAndCommit, 'Query'], secrets: ['stripePayments', 'stripeReads'] },
  }),
  market('sweep-top-ups', {
    trigger: { kind: 'timer', schedule: 'rate(5 minutes)', retries: 0 },
    timeoutSeconds: 60,
    may: { index: true, sendTo: ['top-up queue'] },
  }),
  market('apply-credit', {
    trigger: { kind: 'queue', queue: 'credit', batchSize: 10, maxConcurrency: 2 },
    timeoutSeconds: 60,
    may: { table: [...getAndCommit, 'Query'] },
  }),
  market('sweep-credit', {
    trigger: { kind: 'timer', schedule: 'rate(1 hour)', retries: 0 },
    timeoutSeconds: 60,
    may: { index: true, sendTo: ['credit queue'] },
  }),
  market('expire-promo', {
    trigger: { kind: 'timer', schedule: 'cron(0 2 * * ? *)', retries: 2 },
    timeoutSeconds: 300,
    may: { table: [...getAndCommit, 'Query'], index: true },
  }),
  market('plan-invoices', {
    // On the first three days: what failed on one is made good on the next.
    trigger: { kind: 'timer', schedule: 'cron(0 4 1-3 * ? *)', retries: 2 },
    timeoutSeconds: 300,
    may: { table: [...getAndCommit, 'Query'], index: true, movesNoMoney: true },
  }),
  market('send-invoice', {
    trigger: { kind: 'queue', queue: 'invoice', batchSize: 1, maxConcurrency: 2 },
    timeoutSeconds: 60,
    may: { table: getAndCommit, secrets: ['stripePayments', 'stripeReads'] },
  }),
  market('follow-invoices', {
    trigger: { kind: 'timer', schedule: 'rate(6 hours)', retries: 0 },
    timeoutSeconds: 60,
    may: { index: true, sendTo: ['invoice queue'] },
  }),
  market('create-deliveries', {
    trigger: { kind: 'queue', queue: 'announce', batchSize: 10, maxConcurrency: 5 },
    timeoutSeconds: 30,
    may: { table: ['GetItem', 'Query', 'PutItem'], movesNoMoney: true },
  }),
  market('deliver-webhook', {
    // One at a time, since a receiver may take 20 s; many together, so that a slow one keeps nobody waiting.
    trigger: { kind: 'queue', queue: 'deliver', batchSize: 1, maxConcurrency: 50 },
    timeoutSeconds: 40,
    may: { table: getAndCommit, movesNoMoney: true, webhookKey: ['Decrypt'] },
  }),
  market('resend-deliveries', {
    trigger: { kind: 'timer', schedule: 'rate(1 minute)', retries: 0 },
    timeoutSeconds: 60,
    may: { index: true, sendTo: ['deliver queue'] },
  }),
  market('sweep-batches', {
    trigger: { kind: 'timer', schedule: 'rate(1 minute)', retries: 0 },
    timeoutSeconds: 60,
    may: {
      table: ['GetItem', 'BatchGetItem', 'Query', 'UpdateItem'],
      index: true,
      movesNoMoney: true,
      sendTo: ['every lane', 'every queue'],
      lanes: 'count',
    },
  }),
  market('release-earnings', {
    // Earnings are held by owner and day; in the morning, before the month's payouts are planned.
    trigger: { kind: 'timer', schedule: 'cron(0 3 * * ? *)', retries: 2 },
    timeoutSeconds: 300,
    may: { table: getAndCommit, index: true },
  }),
  market('erase-owners', {
    // After the payouts of the morning: who was paid then can be erased.
    trigger: { kind: 'timer', schedule: 'cron(0 9 * * ? *)', retries: 2 },
    timeoutSeconds: 300,
    may: { table: [...getAndCommit, 'Query', 'BatchGetItem'], index: true, movesNoMoney: true },
  }),
  market('plan-payouts', {
    trigger: { kind: 'timer', schedule: 'cron(0 6 1 * ? *)', retries: 2 },
    timeoutSeconds: 300,
    may: { table: [...getAndCommit, 'Query', 'BatchGetItem'], index: true },
  }),
  market('begin-reconciliation', {
    // When the bank's statements of the day before are in.
    trigger: { kind: 'timer', schedule: 'cron(0 7 * * ? *)', retries: 2 },
    timeoutSeconds: 60,
    may: {
      table: [...getAndCommit, 'Query'],
      index: true,
      movesNoMoney: true,
      sendTo: ['reconcile queue', 'adjust queue'],
    },
  }),
  market('reconcile', {
    trigger: { kind: 'queue', queue: 'reconcile', batchSize: 1, maxConcurrency: 2 },
    timeoutSeconds: 900,
    memoryMegabytes: 1_024,
    // Statement lines that agree with their payout get their entry here.
    may: {
      table: [...getAndCommit, 'Query'],
      index: true,
      journal: ['GetObject'],
      secrets: ['stripeReads'],
    },
  }),
  market('adjust-exception', {
    trigger: { kind: 'queue', queue: 'adjust', batchSize: 10, maxConcurrency: 2 },
    timeoutSeconds: 30,
    may: { table: getAndCommit },
  }),
  market('poll-stripe', {
    trigger: { kind: 'timer', schedule: 'rate(5 minutes)', retries: 0 },
    timeoutSeconds: 120,
    may: { table: getAndCommit, secrets: ['stripeReads'] },
  }),
];
