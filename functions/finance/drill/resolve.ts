import type { Drill } from '../../../shared/contract/drill.ts';
import type { Entry } from '../../../shared/ledger.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { drillBankPayout, findPayoutOf } from './drill-bank.ts';
import { findBankLine } from './drill-bank-line.ts';
import { drillBatch, drillSettlement } from './drill-batch.ts';
import { drillEarnedDay, drillEarning, drillRelease } from './drill-earnings.ts';
import { drillEntry, drillTransaction } from './drill-entry.ts';
import { drillException } from './drill-exception.ts';
import { drillParty, findParty } from './drill-party.ts';
import { drillPayout, drillSplit } from './drill-payout.ts';
import { drillRequest } from './drill-request.ts';
import { drillRequests } from './drill-requests.ts';
import { link, type Sources } from './tell.ts';

type Told = (sources: Sources, ...found: string[]) => Promise<Drill>;

/** Names that are no entry's, and what tells of each by the groups of its pattern. The first that fits is meant. */
const named: readonly (readonly [RegExp, Told])[] = [
  [
    /^owner\/([^/]+)\/earned\/(\d{4}-\d\d-\d\d)$/,
    (sources, ownerId = '', day = '') => drillEarnedDay(sources, ownerId, day),
  ],
  [
    /^(?:batch\/)?([\w-]+)\/request\/(.+)$/,
    (sources, batchId = '', customId = '') => drillRequest(sources, batchId, customId),
  ],
  [
    /^(batch\/([\w-]+)\/settle\/\d+)\/requests\/([\w-]+)$/,
    (sources, settleKey = '', batchId = '', ownerId = '') =>
      drillRequests(sources, { settleKey, batchId }, ownerId),
  ],
  [/^exception\/([^/]+)$/, (sources, exceptionId = '') => drillException(sources, exceptionId)],
  [/^(?:batch\/)?(batch_\w+|live_\w+)$/, (sources, batchId = '') => drillBatch(sources, batchId)],
  [/^batch\/([\w-]+)$/, (sources, batchId = '') => drillBatch(sources, batchId)],
  [/^((?:owner|customer)\/[\w-]+)$/, (sources, root = '') => drillParty(sources, root)],
];

/** Where one comes from, whatever name of it one has. Refuses with not_found. */
export async function drillFrom(sources: Sources, from: string): Promise<Drill> {
  for (const [pattern, tell] of named) {
    const found = pattern.exec(from);
    if (found) return tell(sources, ...found.slice(1));
  }
  if (from.includes('/')) return drillNamed(sources, from);
  return (await findParty(sources, from)) ?? drillStripeId(sources, from);
}

/** By an entry's key, or by the name that a reconciliation gives to a bank's line: whatever stands for that. */
async function drillNamed(sources: Sources, name: string): Promise<Drill> {
  const entry = await findEntry(sources, name);
  if (entry) return drillKnown(sources, entry);
  const line = await findBankLine(sources, name);
  if (line) return line;
  throw new Refusal(
    'not_found',
    `No entry stands under ${name}. What can be drilled: an entry's business key; tr_…, txn_…, ch_…, pi_…, po_… of Stripe's; own_… and cus_…; batch_…, and its requests as batch_…/request/<custom_id>; a bank's line as <account>/<line>.`,
    { param: 'from' },
  );
}

async function findEntry({ ledger }: Sources, name: string): Promise<Entry | undefined> {
  const [, account, lineId] = /^([^/]+)\/([^/]+)$/.exec(name) ?? [];
  return (
    (await ledger.findEntry(name)) ??
    (lineId === undefined ? undefined : await ledger.findEntry(`bank/${account}/line/${lineId}`))
  );
}

function drillKnown(sources: Sources, entry: Entry): Promise<Drill> | Drill {
  switch (entry.kind) {
    case 'payout':
      return drillPayout(sources, entry);
    case 'split-earnings':
      return drillSplit(sources, entry);
    case 'release-earnings':
      return drillRelease(sources, entry);
    case 'accrue-owner':
    case 'pay-audit':
      return drillEarning(sources, entry);
    case 'settle':
      return drillSettlement(sources, entry);
    default:
      return drillEntry(entry);
  }
}

/** Entries name what they stand for at Stripe: the journal is read through, a few segments at a time. */
async function drillStripeId(sources: Sources, id: string): Promise<Drill> {
  const named: Entry[] = [];
  for await (const entry of sources.journal.entries({ from: 0, to: Number.MAX_SAFE_INTEGER }))
    if (Object.values(entry.memo).includes(id)) named.push(entry);
  if (named.length === 0)
    throw new Refusal(
      'not_found',
      `No entry of the journal names ${id}. What moved a moment ago is in it within minutes; what it does not name at all is an exception: npx parkade finance exceptions`,
      { param: 'from' },
    );
  if (id.startsWith('txn_')) return drillMovement(sources, id, named);
  if (/^(po|tu)_/.test(id)) return drillBankPayout(sources, id, named);
  const payoutSent = named.find(({ kind }) => kind === 'payout-sent');
  const payout = payoutSent && /^owner\/[^/]+\/payout\/\d+/.exec(payoutSent.businessKey)?.[0];
  if (payout !== undefined) return drillNamed(sources, payout);
  const principal = named.find(({ kind }) => !kind.startsWith('stripe-fee')) ?? named[0];
  if (!principal) throw new Refusal('not_found', `No entry names ${id}.`);
  return drillKnown(sources, principal);
}

/** A transaction at Stripe, with the payout that took it to the bank. */
async function drillMovement(sources: Sources, id: string, named: readonly Entry[]): Promise<Drill> {
  const told = drillTransaction(id, named);
  const payout = await findPayoutOf(sources, id, named[0]?.at ?? 0);
  const payoutId = payout?.memo.payoutId;
  return typeof payoutId === 'string'
    ? { ...told, up: [link('bank payout', { id: payoutId, at: payout?.at ?? null })] }
    : told;
}
