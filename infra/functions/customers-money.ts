import type { DeployedFunction } from '../deployed-function.ts';
import { market, readAndCommit } from './market-function.ts';

/** What customers pay, are given and get back. */
export const customerMoneyFunctions: readonly DeployedFunction[] = [
  market('send-refund', {
    // One at a time and few together, as payouts.
    trigger: { kind: 'queue', queue: 'refund', batchSize: 1, maxConcurrency: 2 },
    timeoutSeconds: 60,
    may: { table: readAndCommit, movesMoneyOf: 'customers', secrets: ['stripePayments'] },
  }),
  market('resend-refunds', {
    trigger: { kind: 'timer', schedule: 'rate(15 minutes)', retries: 0 },
    timeoutSeconds: 60,
    may: { index: true, sendTo: ['refund queue'] },
  }),
  market('refund-charge', {
    trigger: { kind: 'queue', queue: 'refund-charge', batchSize: 1, maxConcurrency: 2 },
    timeoutSeconds: 60,
    // It waits until the settlement is shared out: that is asked of the batch's entries.
    may: { table: [...readAndCommit, 'Query'] },
  }),
  market('top-up-customer', {
    // One at a time and few together: Stripe limits calls, and one customer's trouble must not repeat its neighbours.
    trigger: { kind: 'queue', queue: 'top-up', batchSize: 1, maxConcurrency: 2 },
    timeoutSeconds: 60,
    may: {
      table: [...readAndCommit, 'Query'],
      movesMoneyOf: 'customers',
      secrets: ['stripeCheckout', 'stripePayments', 'stripeReads'],
    },
  }),
  market('sweep-top-ups', {
    trigger: { kind: 'timer', schedule: 'rate(5 minutes)', retries: 0 },
    timeoutSeconds: 60,
    may: { index: true, sendTo: ['top-up queue'] },
  }),
  market('apply-credit', {
    trigger: { kind: 'queue', queue: 'credit', batchSize: 10, maxConcurrency: 2 },
    timeoutSeconds: 60,
    may: { table: [...readAndCommit, 'Query'], movesMoneyOf: 'customers' },
  }),
  market('sweep-credit', {
    trigger: { kind: 'timer', schedule: 'rate(1 hour)', retries: 0 },
    timeoutSeconds: 60,
    may: { index: true, sendTo: ['credit queue'] },
  }),
  market('expire-promo', {
    trigger: { kind: 'timer', schedule: 'cron(0 2 * * ? *)', retries: 2 },
    timeoutSeconds: 300,
    may: { table: [...readAndCommit, 'Query'], index: true, movesMoneyOf: 'customers' },
  }),
  market('plan-invoices', {
    // On the first three days: what failed on one is made good on the next.
    trigger: { kind: 'timer', schedule: 'cron(0 4 1-3 * ? *)', retries: 2 },
    timeoutSeconds: 300,
    // It holds the balance still while it writes the invoice.
    may: { table: [...readAndCommit, 'Query'], index: true, movesMoneyOf: 'customers' },
  }),
  market('send-invoice', {
    trigger: { kind: 'queue', queue: 'invoice', batchSize: 1, maxConcurrency: 2 },
    timeoutSeconds: 60,
    may: {
      table: readAndCommit,
      movesMoneyOf: 'customers',
      secrets: ['stripeCheckout', 'stripePayments', 'stripeReads'],
    },
  }),
  market('follow-invoices', {
    trigger: { kind: 'timer', schedule: 'rate(6 hours)', retries: 0 },
    timeoutSeconds: 60,
    may: { index: true, sendTo: ['invoice queue'] },
  }),
];
