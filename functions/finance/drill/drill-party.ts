import type { Drill, DrillLink } from '../../../shared/contract/drill.ts';
import { paidMicroUsd } from '../../../shared/customer-balance.ts';
import { balancesOf, type Entry } from '../../../shared/ledger.ts';
import type { MicroUsd } from '../../../shared/money.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { sumOf } from '../../../shared/reports/report.ts';
import { link, type Sources, tell } from './tell.ts';

/** As many of each are told; the balances are of all. */
const shown = 50;

const balanceLink = (what: string, amountMicroUsd: MicroUsd): DrillLink =>
  link(`balance: ${what}`, { id: null, amountMicroUsd });

const movedUnder = ({ postings }: Entry, root: string): MicroUsd =>
  sumOf(
    postings
      .filter(({ account }) => account === root || account.startsWith(`${root}/`))
      .map((each) => each.amountMicroUsd),
  );

/** An owner: what is owed now, by its accounts, and the payouts so far, latest first. Refuses with not_found. */
async function drillOwner({ ledger, owners, payouts }: Sources, ownerId: string): Promise<Drill> {
  const { name, payHeldSince, payReleaseBy } = await owners.get(ownerId);
  const root = `owner/${ownerId}`;
  const [paid, entries] = await Promise.all([
    Array.fromAsync(payouts.of(ownerId)),
    Array.fromAsync(ledger.entriesUnder(root)),
  ]);
  const accounts = [...balancesOf(entries)].filter(
    ([account, amount]) => amount !== 0n && account.startsWith(`${root}/`),
  );
  return tell({
    id: root,
    title: `Owner ${name || ownerId}, owed`,
    amountMicroUsd: sumOf(accounts.map(([, amount]) => amount)),
    facts: {
      owner: ownerId,
      payouts: ofMany(paid.length),
      entries: String(entries.length),
      'pay held since': payHeldSince === undefined ? undefined : new Date(payHeldSince).toISOString(),
      'letting it go was proposed by': payReleaseBy,
    },
    down: accounts
      .map(([account, amount]) => balanceLink(account.slice(root.length + 1), amount))
      .sort((a, b) => (a.what < b.what ? -1 : 1)),
    up: paid.slice(0, shown).map(({ payoutNo, createdAt, state, amountMicroUsd, stripeTransferId }) =>
      link('payout', {
        id: `${root}/payout/${payoutNo}`,
        at: createdAt,
        amountMicroUsd,
        note: [state, stripeTransferId].filter(Boolean).join(', '),
      }),
    ),
  });
}

/** A customer: how it stands, what came in and went back, and its latest batches with what is held. Refuses with not_found. */
async function drillCustomer(sources: Sources, customerId: string): Promise<Drill> {
  const { name } = await sources.customers.get(customerId);
  const root = `customer/${customerId}`;
  const [balance, entries, batches] = await Promise.all([
    sources.customerBalances.of(customerId),
    Array.fromAsync(sources.ledger.entriesUnder(root)),
    sources.batches.list(customerId, { limit: shown }),
  ]);
  const holds = await Promise.all(batches.map(({ batchId }) => sources.holds.find(batchId)));
  const latestFirst = entries.toSorted((a, b) => b.at - a.at);
  return tell({
    id: root,
    title: `Customer ${name}, may spend`,
    amountMicroUsd: balance.availableMicroUsd,
    facts: {
      customer: customerId,
      'frozen by': balance.frozenBy.join(', ') || undefined,
      entries: ofMany(entries.length),
      batches: batches.length === shown ? `the latest ${shown}` : String(batches.length),
    },
    down: [
      balanceLink('paid in and not spent', paidMicroUsd(balance)),
      balanceLink('promo credit', balance.promoMicroUsd),
      balanceLink('credit limit', balance.creditLimitMicroUsd),
      balanceLink('invoiced, not paid', -balance.receivableMicroUsd),
      ...latestFirst.slice(0, shown).map((entry) =>
        link(entry.kind, {
          id: entry.businessKey,
          at: entry.at,
          amountMicroUsd: movedUnder(entry, root),
        }),
      ),
    ].filter(({ id, amount_micro_usd }) => id !== null || amount_micro_usd !== 0),
    up: holds
      .filter((hold) => hold !== undefined)
      .map((hold) =>
        link('batch', {
          id: `batch/${hold.batchId}`,
          at: hold.settledAt,
          amountMicroUsd: hold.capturedMicroUsd,
          note: hold.state === 'open' ? `charged so far; ${hold.heldMicroUsd} held` : 'charged',
        }),
      ),
  });
}

const ofMany = (all: number): string => (all > shown ? `${all}, the latest ${shown} are told` : String(all));

/** A party by its own id; undefined where it is nobody of the market's, as Stripe names its customers alike. */
export async function findParty(sources: Sources, id: string): Promise<Drill | undefined> {
  if (id.startsWith('own_')) return (await sources.owners.find(id)) && drillOwner(sources, id);
  if (!id.startsWith('cus_')) return undefined;
  return (await sources.customers.find(id)) && drillCustomer(sources, id);
}

/** `owner/<id>` or `customer/<id>`. Refuses with not_found. */
export function drillParty(sources: Sources, root: string): Promise<Drill> {
  const [kind, id = ''] = root.split('/');
  if (kind !== 'owner' && kind !== 'customer') throw new Refusal('not_found', `${root} is nobody.`);
  return kind === 'owner' ? drillOwner(sources, id) : drillCustomer(sources, id);
}
