import type { Drill, DrillLink } from '../../../shared/contract/drill.ts';
import { takenBy, takenFrom } from '../../../shared/drill/taken-from.ts';
import type { Account, Entry } from '../../../shared/ledger.ts';
import { check, sumOf } from '../../../shared/reports/report.ts';
import { idIn, link, type Sources, tell, transactionLinks } from './tell.ts';

/** What a payout or a split was taken from: the releases and earnings since the one before it. */
export async function drillPayout({ ledger, owners, payouts }: Sources, entry: Entry): Promise<Drill> {
  const ownerId = idIn(entry);
  const [owner, entries, payout] = await Promise.all([
    owners.find(ownerId),
    Array.fromAsync(ledger.entriesUnder(`owner/${ownerId}`)),
    payouts.find(ownerId, Number(entry.businessKey.split('/')[3])),
  ]);
  const sent = sumOf(moved(entry, (account) => account.endsWith('/in-transit')));
  const withheld = sumOf(moved(entry, (account) => account === 'tax/withheld'));
  const taken = takenFrom(entry, sourceOf(entry), entries);
  const parts = [
    link('carried over from before', { id: null, amountMicroUsd: taken.carriedInMicroUsd }),
    ...taken.parts.map(({ amountMicroUsd: _, ...part }): DrillLink => part),
  ];
  const total = taken.carriedInMicroUsd + sumOf(taken.parts.map(({ amountMicroUsd }) => amountMicroUsd));
  return tell({
    id: entry.businessKey,
    title: `Payout ${payout?.payoutNo ?? ''} to ${owner?.name || ownerId}`,
    at: entry.at,
    amountMicroUsd: sent,
    facts: {
      owner: ownerId,
      beneficiary: payout?.beneficiaryId,
      state: payout?.state,
      run: payout?.runId,
      transfer: payout?.stripeTransferId,
      reason: payout?.reason,
      'taken from': taken.account,
    },
    down: parts.filter(({ amount_micro_usd }) => amount_micro_usd !== 0),
    up: [
      ...(withheld > 0n ? [link('withheld for the tax office', { id: null, amountMicroUsd: withheld })] : []),
      ...(taken.leftMicroUsd > 0n
        ? [link('left for the next one', { id: null, amountMicroUsd: taken.leftMicroUsd })]
        : []),
      ...entries.filter((each) => each.businessKey.startsWith(`${entry.businessKey}/`)).flatMap(outcome),
    ],
    checks: [
      check(
        'What there was is what was sent, withheld and left',
        total,
        sent + withheld + taken.leftMicroUsd,
      ),
    ],
  });
}

/** A split is taken like a payout, and gives to those who share. */
export async function drillSplit({ ledger, owners }: Sources, entry: Entry): Promise<Drill> {
  const ownerId = idIn(entry);
  const entries = await Array.fromAsync(ledger.entriesUnder(`owner/${ownerId}`));
  const owner = await owners.find(ownerId);
  const taken = takenFrom(entry, sourceOf(entry), entries);
  const given = entry.postings.filter(({ amountMicroUsd }) => amountMicroUsd > 0n);
  const total = taken.carriedInMicroUsd + sumOf(taken.parts.map(({ amountMicroUsd }) => amountMicroUsd));
  return tell({
    id: entry.businessKey,
    title: `Earnings of ${owner?.name || ownerId}, shared among beneficiaries`,
    at: entry.at,
    amountMicroUsd: taken.takenMicroUsd,
    down: [
      link('carried over from before', { id: null, amountMicroUsd: taken.carriedInMicroUsd }),
      ...taken.parts.map(({ amountMicroUsd: _, ...part }): DrillLink => part),
    ].filter(({ amount_micro_usd }) => amount_micro_usd !== 0),
    up: given.map(({ account, amountMicroUsd }) =>
      link(`share of ${account.split('/')[3] ?? account}`, {
        id: takenBy(entry, account, entries)?.businessKey ?? null,
        amountMicroUsd,
      }),
    ),
    checks: [
      check('What there was is what was shared and left', total, taken.takenMicroUsd + taken.leftMicroUsd),
      check(
        'The shares are what was shared',
        sumOf(given.map(({ amountMicroUsd }) => amountMicroUsd)),
        taken.takenMicroUsd,
      ),
    ],
  });
}

const moved = ({ postings }: Entry, isMeant: (account: string) => boolean) =>
  postings.filter(({ account }) => isMeant(account)).map(({ amountMicroUsd }) => amountMicroUsd);

/** The released account that it was taken from. */
function sourceOf({ businessKey, postings }: Entry): Account {
  const source = postings.find(
    ({ account, amountMicroUsd }) => amountMicroUsd < 0n && account.endsWith('/released'),
  );
  if (!source) throw new Error(`${businessKey} takes from no released account`);
  return source.account;
}

/** That it was sent, failed, or came back. */
const outcome = (entry: Entry): DrillLink[] => [
  link(entry.kind, {
    id: entry.businessKey,
    at: entry.at,
    amountMicroUsd: sumOf(moved(entry, (account) => account.endsWith('/in-transit')).map((each) => -each)),
    note: typeof entry.memo.transferId === 'string' ? entry.memo.transferId : null,
  }),
  ...transactionLinks(entry),
];
