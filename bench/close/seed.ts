import pMap from 'p-map';
import { batchWrites } from '../../functions/adapters/batches.ts';
import { customerBalanceWrites } from '../../functions/adapters/customer-balances.ts';
import { customerWrites } from '../../functions/adapters/customers.ts';
import { holdWrites } from '../../functions/adapters/holds.ts';
import { ledgerWrites } from '../../functions/adapters/ledger.ts';
import { ownerWrites } from '../../functions/adapters/owners.ts';
import { pageWrites } from '../../functions/adapters/pages.ts';
import { stripeAccountWrites } from '../../functions/adapters/stripe-accounts.ts';
import { taskWrites } from '../../functions/adapters/tasks.ts';
import type { Deps } from '../../functions/edge/deps.ts';
import { pollStripe } from '../../functions/market/poll-stripe.ts';
import type { Batch } from '../../shared/batch.ts';
import { holdEntry } from '../../shared/hold-entry.ts';
import { newPage, withFinished } from '../../shared/page.ts';
import { newHold } from '../../shared/settlement.ts';
import { newTask, type Task } from '../../shared/task.ts';
import { termsNow } from '../../shared/terms.ts';
import type { ClosingMarket } from './closing-market.ts';
import { microsPerRequest, type Names, requestsPerTask, tasksPerBatch, times } from './month.ts';

const atOnce = { concurrency: 16 };
const topUpCents = 5_000;

/** The month as it was before its end: customers have paid, batches have run, nothing is settled. */
export async function seedMonth(
  market: ClosingMarket,
  names: Names,
  tell: (line: string) => void,
): Promise<void> {
  tell(`Opening ${names.ownerIds.length} accounts at Stripe ...`);
  await pMap(names.ownerIds, (ownerId) => openOwner(market, ownerId), atOnce);
  await market.setClock(times.topUps);
  tell(`${names.customerIds.length} customers pay ...`);
  await pMap(names.customerIds, (customerId) => openCustomer(market, customerId), atOnce);
  await pollStripe(market.deps)();
  await market.setClock(times.work);
  tell(`${names.batches.length} batches run ...`);
  const run = ({ batchId, customerId }: Names['batches'][number], no: number) =>
    runBatch(market.deps, finishedBatch(market.deps, { batchId, customerId }), ownersOf(names, no));
  await pMap(names.batches, run, atOnce);
}

async function openOwner({ deps, stripeUrl }: ClosingMarket, ownerId: string): Promise<void> {
  const account = await deps.stripe.accounts.createAccount({ ownerId, name: ownerId, email: undefined });
  await fetch(`${stripeUrl}/_test/accounts/${account}/onboard`, { method: 'POST' });
  await deps.commit([
    ownerWrites.create({
      ownerId,
      name: ownerId,
      stripeAccountId: account,
      tariffMicroUsdPerKwh: 187_000,
      lastPayoutNo: 0,
      createdAt: deps.now(),
    }),
    stripeAccountWrites.name(account, { ownerId }),
  ]);
}

async function openCustomer({ deps, stripeUrl }: ClosingMarket, customerId: string): Promise<void> {
  await deps.commit([customerWrites.create({ customerId, name: customerId, createdAt: deps.now() })]);
  const checkout = await deps.stripe.checkout.createCheckout({
    customerId,
    cents: topUpCents,
    publicUrl: 'http://127.0.0.1:1',
  });
  await fetch(`${stripeUrl}/_test/checkout/sessions/${checkout.id}/pay`, { method: 'POST' });
}

/** Four owners a batch, one a task, in turn: so everybody had work. */
const ownersOf = ({ ownerIds }: Names, batchNo: number): string[] =>
  Array.from(
    { length: tasksPerBatch },
    (_, taskNo) => ownerIds[(batchNo * tasksPerBatch + taskNo) % ownerIds.length] ?? '',
  );

const requestsPerBatch = tasksPerBatch * requestsPerTask;
const quotedMicroUsd = BigInt(requestsPerBatch * microsPerRequest * 60) / 1_000_000n;

function finishedBatch({ policy, now }: Deps, name: { batchId: string; customerId: string }): Batch {
  const createdAt = now();
  return {
    ...name,
    version: 1,
    kind: 'file',
    projectId: 'default',
    keyId: 'key_bench',
    status: 'completed',
    endpoint: '/v1/embeddings',
    model: 'parkade-embed-1',
    window: '24h',
    inputFileId: `file_${name.batchId}`,
    wrappedKey: new Uint8Array([0]),
    requests: requestsPerBatch,
    tasks: tasksPerBatch,
    quotedMicroUsd,
    runningMicros: requestsPerBatch * microsPerRequest,
    terms: termsNow(policy),
    createdAt,
    promisedAt: createdAt + 86_400_000,
    expiresAt: createdAt + 86_400_000,
  };
}

async function runBatch({ commit, now }: Deps, batch: Batch, owners: readonly string[]): Promise<void> {
  const { customerId, batchId } = batch;
  const hold = newHold({ customerId, batchId, heldMicroUsd: quotedMicroUsd }, now());
  const tasks = owners.map((ownerId, no) => finishedTask(batch, no, ownerId));
  const page = withFinished(newPage(0), tasks);
  if (!page) throw new Error('a batch has tasks');
  await commit([
    ledgerWrites.post(holdEntry(hold, now()), { opensRoot: true }),
    customerBalanceWrites.hold(customerId, { paidMicroUsd: quotedMicroUsd, promoMicroUsd: 0n }),
    holdWrites.create(hold),
    batchWrites.create(batch),
    ...tasks.map((task) => taskWrites.create(task)),
    pageWrites.save(batchId, page),
  ]);
}

function finishedTask({ customerId, batchId, createdAt }: Batch, no: number, ownerId: string): Task {
  const micros = requestsPerTask * microsPerRequest;
  const task = newTask(
    {
      customerId,
      batchId,
      no,
      lane: { model: 'parkade-embed-1', hardwareClass: 'any', trust: 'any', priority: 'batch', shard: 0 },
      requests: requestsPerTask,
      firstLine: no * requestsPerTask + 1,
      fromByte: 0,
      toByte: 0,
      ceilingMicros: micros,
      runningMicros: micros,
      ownerNanoUsd: 45_000,
    },
    createdAt,
  );
  return {
    ...task,
    state: 'finished',
    fence: 1,
    done: task.done.map((_byte, at) => (1 << Math.max(0, Math.min(8, requestsPerTask - 8 * at))) - 1),
    segments: [
      {
        fence: 1,
        vehicleId: `veh_${ownerId}`,
        ownerId,
        resultVersion: 'v1',
        resultSha256: '0'.repeat(64),
        // No two owners alike: amounts that repeat would hide what is mixed up.
        referenceMicros: micros - (Number(batchId.slice(-5)) * 7 + no) * 1_000,
        succeeded: requestsPerTask,
        failed: 0,
        energyMilliWattHours: 40_000 + no,
        finishedAt: createdAt,
      },
    ],
  };
}
