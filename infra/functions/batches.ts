import type { DeployedFunction } from '../deployed-function.ts';
import { getAndCommit, market, readAndCommit } from './market-function.ts';

/** A batch on its way, from its plan to what its customer is told. */
export const batchFunctions: readonly DeployedFunction[] = [
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
    may: { table: [...readAndCommit, 'Query'] },
  }),
  market('judge-audit', {
    trigger: { kind: 'queue', queue: 'audit', batchSize: 10, maxConcurrency: 5 },
    timeoutSeconds: 60,
    may: { table: readAndCommit, movesMoneyOf: 'owners', tasks: ['GetObjectVersion'], batchKey: ['Decrypt'] },
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
];
