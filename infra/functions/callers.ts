import type { DeployedFunction } from '../deployed-function.ts';
import { caller, getAndCommit, market } from './market-function.ts';

/** The front door: one function for each who calls. */
export const callerFunctions: readonly DeployedFunction[] = [
  caller('customer', {
    // Streamed, so an answer may take longer than the front door's 60 s of silence: five minutes, and its end.
    trigger: { kind: 'url', path: '*', streamed: true },
    people: true,
    timeoutSeconds: 330,
    // A live call keeps one for as long as it is answered; a batch's for about a second.
    reservedConcurrency: 400,
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
      secrets: ['stripeCheckout', 'receiptKeys', 'origin'],
    },
  }),
  caller('vehicle', {
    // An idle vehicle is kept waiting for a live call for up to 20 s.
    trigger: { kind: 'url', path: '/v1/vehicle/*' },
    timeoutSeconds: 40,
    // A hundred calls of idle vehicles a second, the hand-ins of the others, and those that wait for live calls.
    reservedConcurrency: 250,
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
    people: true,
    timeoutSeconds: 30,
    reservedConcurrency: 30,
    may: {
      table: [...getAndCommit, 'Query', 'BatchGetItem'],
      movesNoMoney: true,
      secrets: ['stripeAccounts', 'receiptKeys', 'origin'],
    },
  }),
  caller('finance', {
    // It opens customers and owners, reports, closes months and proves the books. What it decides on
    // (payout runs, corrections, reversals, invoices, promo credit) is written as wanted, and posted behind the stream;
    // refunds to customers alone are written by the call itself, as they are where customers ask for them.
    trigger: { kind: 'url', path: '/v1/finance/*' },
    people: true,
    timeoutSeconds: 60,
    reservedConcurrency: 10,
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
  caller('operator', {
    // It looks at fleet and queues, halts vehicles and sends dead letters back. To count the leases of a halt it looks at
    // all open batches.
    trigger: { kind: 'url', path: '/v1/operator/*' },
    people: true,
    timeoutSeconds: 30,
    reservedConcurrency: 5,
    may: {
      table: [...getAndCommit, 'Query', 'BatchGetItem'],
      index: true,
      movesNoMoney: true,
      appendsAudits: true,
      lanes: 'count',
      deadLetters: true,
      // Where dead letters go back to.
      sendTo: ['every lane', 'every queue'],
      secrets: ['origin'],
    },
  }),
  caller('stripe', {
    trigger: { kind: 'url', path: '/v1/stripe/*' },
    timeoutSeconds: 30,
    // Stripe sends again what was refused, for three days.
    reservedConcurrency: 20,
    // It notes what came in; what follows from it is fetched and posted behind the stream.
    may: { table: ['GetItem', 'PutItem'], movesNoMoney: true, secrets: ['stripeWebhooks', 'origin'] },
  }),
  market('add-claims', {
    trigger: { kind: 'sign-in' },
    // Cognito waits no longer.
    timeoutSeconds: 5,
    may: {},
  }),
];
