import type { Batch } from '../../shared/batch.ts';
import { provenVehicles } from '../../shared/holdback.ts';
import type { Snapshot } from '../../shared/invariants/snapshot.ts';
import { restOf } from '../../shared/invoice.ts';
import { balancesOf, type Entry } from '../../shared/ledger.ts';
import type { Policy } from '../../shared/policy.ts';
import type { Hold } from '../../shared/settlement.ts';
import type { Task } from '../../shared/task.ts';
import { type JournalSources, journalFacts, readJournal } from './load-journal.ts';
import { mapAll } from './map-all.ts';
import type { Owner } from './owners.ts';
import type { recordsIn } from './records.ts';
import type { stripeApiOver } from './stripe-api.ts';

export type SnapshotSources = ReturnType<typeof recordsIn> &
  JournalSources & {
    stripe: Pick<ReturnType<typeof stripeApiOver>, 'reads'>;
    policy: Pick<Policy, 'fraudWindowSeconds'>;
    now: () => number;
  };

/**
 * The market as it lies in the table and at Stripe. Read while the market runs, it may be torn: see the proof. What
 * follows is read after what it follows from, so that a batch's tasks know of all that the entries have settled.
 */
export async function loadSnapshot(deps: SnapshotSources): Promise<Snapshot> {
  const chain = await readJournal(deps);
  const entries = await loadEntries(deps);
  const accounts = [...balancesOf(entries).keys()];
  const idsOf = (kind: 'customer' | 'hold') => [
    ...new Set(
      accounts.filter((each) => each.startsWith(`${kind}/`)).map((each) => each.split('/')[1] ?? ''),
    ),
  ];
  const customerBalances = await mapAll(
    idsOf('customer'),
    async (id) => [id, await deps.customerBalances.of(id)] as const,
  );
  const holds = present(await mapAll(idsOf('hold'), (batchId) => deps.holds.find(batchId)));
  const batches = present(await mapAll(holds, (hold) => deps.batches.find(hold)));
  return {
    now: deps.now(),
    entries,
    customerBalances: new Map(customerBalances),
    holds,
    batches,
    tasks: await loadTasks(deps, batches, holds),
    ...(await loadOwners(deps)),
    ...(await loadClaims(deps)),
    journal: await journalFacts(deps, chain, entries),
    stripe: {
      transactions: await Array.fromAsync(deps.stripe.reads.movements(0)),
      balanceMicroUsd: await deps.stripe.reads.balance(),
    },
  };
}

async function loadEntries({ ledger }: SnapshotSources): Promise<Entry[]> {
  const roots = await Array.fromAsync(ledger.roots());
  return (await mapAll(roots, (root) => Array.fromAsync(ledger.entriesUnder(root)))).flat();
}

/** A live batch counts its tasks in its hold, call by call; a file's has them planned. */
async function loadTasks(
  { tasks }: SnapshotSources,
  batches: readonly Batch[],
  holds: readonly Hold[],
): Promise<Task[]> {
  const calls = new Map(holds.map((hold) => [hold.batchId, hold.calls]));
  const tasksOf = async ({ batchId, tasks: planned }: Batch) => [
    ...(await Array.fromAsync(tasks.ofBatch({ batchId, tasks: Math.max(planned, calls.get(batchId) ?? 0) }))),
    ...(await Array.fromAsync(tasks.auditsOf(batchId))),
  ];
  return (await mapAll(batches, tasksOf)).flat();
}

/** What customers are asked for, and what is on its way to them. */
async function loadClaims({
  invoices,
  refunds,
}: SnapshotSources): Promise<Pick<Snapshot, 'invoicedMicroUsd' | 'refundingMicroUsd'>> {
  const sent = await mapAll(await Array.fromAsync(invoices.open()), (name) => invoices.get(name));
  const open = present(
    await mapAll(await Array.fromAsync(refunds.open()), (name) =>
      refunds.find(name.customerId, name.refundId),
    ),
  );
  return {
    invoicedMicroUsd: sums(
      sent
        .filter(({ state }) => state === 'open')
        .map((invoice) => ({ customerId: invoice.customerId, amountMicroUsd: restOf(invoice) })),
    ),
    refundingMicroUsd: sums(open.filter(({ state }) => state === 'pending')),
  };
}

function sums(all: readonly { customerId: string; amountMicroUsd: bigint }[]): Map<string, bigint> {
  const byCustomer = new Map<string, bigint>();
  for (const { customerId, amountMicroUsd } of all)
    byCustomer.set(customerId, (byCustomer.get(customerId) ?? 0n) + amountMicroUsd);
  return byCustomer;
}

async function loadOwners({
  owners,
  ledger,
  payouts,
  policy,
}: SnapshotSources): Promise<Pick<Snapshot, 'owners' | 'payouts'>> {
  const ownerIds = await Array.fromAsync(owners.ids());
  return {
    owners: await mapAll(ownerIds, async (ownerId) => ({
      ownerId,
      ...(await ledger.ownerBalance(ownerId)),
      ...heldBy(await owners.get(ownerId), policy),
      beneficiaries: await ledger.beneficiaryBalances(ownerId),
    })),
    payouts: (await mapAll(ownerIds, (ownerId) => Array.fromAsync(payouts.of(ownerId)))).flat(),
  };
}

const heldBy = ({ payHeldSince, doubts = [] }: Owner, { fraudWindowSeconds }: SnapshotSources['policy']) =>
  payHeldSince === undefined
    ? {}
    : { payHeldSince, frozenVehicles: provenVehicles(doubts, fraudWindowSeconds) };

const present = <Each>(all: readonly (Each | undefined)[]): Each[] =>
  all.filter((each) => each !== undefined);
