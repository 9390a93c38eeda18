import type { Snapshot } from '../../shared/invariants/snapshot.ts';
import { balancesOf, type Entry } from '../../shared/ledger.ts';
import type { Deps } from '../edge/deps.ts';

/** Reads at a time: a proof must not throttle the market. */
const readsAtOnce = 20;

/** The market as it lies in the table and at Stripe. Read while the market runs, it may be torn: see the proof. */
export async function loadSnapshot(deps: Deps): Promise<Snapshot> {
  const entries = await loadEntries(deps);
  const accounts = [...balancesOf(entries).keys()];
  const idsOf = (kind: 'customer' | 'hold') => [
    ...new Set(
      accounts.filter((each) => each.startsWith(`${kind}/`)).map((each) => each.split('/')[1] ?? ''),
    ),
  ];
  const ownerIds = await Array.fromAsync(deps.owners.ids());
  const customerBalances = await mapAll(
    idsOf('customer'),
    async (id) => [id, await deps.ledger.customerBalance(id)] as const,
  );
  const holds = await mapAll(idsOf('hold'), (batchId) => deps.holds.find(batchId));
  const owners = await mapAll(ownerIds, async (ownerId) => ({
    ownerId,
    ...(await deps.ledger.ownerBalance(ownerId)),
  }));
  const payouts = await mapAll(ownerIds, (ownerId) => Array.fromAsync(deps.payouts.of(ownerId)));
  return {
    now: deps.now(),
    entries,
    customerBalances: new Map(customerBalances),
    owners,
    holds: holds.filter((hold) => hold !== undefined),
    batches: [],
    tasks: [],
    payouts: payouts.flat(),
    stripe: {
      transactions: await Array.fromAsync(deps.stripe.movements(0)),
      balanceMicroUsd: await deps.stripe.balance(),
    },
  };
}

async function loadEntries({ ledger }: Deps): Promise<Entry[]> {
  const roots = await Array.fromAsync(ledger.roots());
  return (await mapAll(roots, (root) => Array.fromAsync(ledger.entriesUnder(root)))).flat();
}

async function mapAll<Each, Mapped>(
  all: readonly Each[],
  load: (each: Each) => Promise<Mapped>,
): Promise<Mapped[]> {
  const mapped: Mapped[] = [];
  for (let from = 0; from < all.length; from += readsAtOnce)
    mapped.push(...(await Promise.all(all.slice(from, from + readsAtOnce).map(load))));
  return mapped;
}
