import type { Drill } from '../../../shared/contract/drill.ts';
import { ruleOf } from '../../../shared/entry-kinds.ts';
import type { Entry } from '../../../shared/ledger.ts';
import { check, sumOf } from '../../../shared/reports/report.ts';
import { link, tell, transactionLinks } from './tell.ts';

/** Any entry: its postings, what it stands for at Stripe, and where else to look. */
export function drillEntry(entry: Entry): Drill {
  const gives = entry.postings.filter(({ amountMicroUsd }) => amountMicroUsd > 0n);
  const takes = entry.postings.filter(({ amountMicroUsd }) => amountMicroUsd < 0n);
  const amount = sumOf(gives.map(({ amountMicroUsd }) => amountMicroUsd));
  return tell({
    id: entry.businessKey,
    title: ruleOf(entry.kind).happened,
    at: entry.at,
    amountMicroUsd: amount,
    facts: { kind: entry.kind, ...namesIn(entry.memo) },
    down: [
      ...payoutOf(entry),
      ...[...takes, ...gives].map(({ account, amountMicroUsd }) =>
        link(account, { id: rootOf(account), amountMicroUsd }),
      ),
    ],
    up: [...transactionLinks(entry), ...aboveOf(entry)],
    checks: [
      check('What was taken is what was given', -sumOf(takes.map((each) => each.amountMicroUsd)), amount),
    ],
  });
}

/** Of a bank's line the payout that it shows, of what became of an owner's payout that payout: it is nearer to the bank. */
function payoutOf({ businessKey, kind, memo }: Entry) {
  const ofOwner = /^(owner\/[^/]+\/payout\/\d+)\/.+$/.exec(businessKey)?.[1];
  if (ofOwner !== undefined) return [link('payout', { id: ofOwner })];
  return /^bank-(line|payout)/.test(kind) && typeof memo.payoutId === 'string'
    ? [link('payout from Stripe', { id: memo.payoutId })]
    : [];
}

/** Of a fee what it was taken for, of a correction what it corrects. */
function aboveOf({ businessKey, memo }: Entry) {
  const line = /^line~([^~]+)~([0-9a-f]{32})$/.exec(String(memo.exceptionId ?? ''));
  if (line) return [link("line of the bank's statement", { id: `${line[1]}/${line[2]}` })];
  if (typeof memo.exceptionId === 'string')
    return [link('exception', { id: `exception/${memo.exceptionId}` })];
  const principal = /^(.+)\/stripe-fee$/.exec(businessKey)?.[1];
  return principal === undefined ? [] : [link('what the fee was taken for', { id: principal })];
}

/** What can be gone on to from an account. */
function rootOf(account: string): string | null {
  const [kind, id] = account.split('/');
  if (kind === 'hold' || kind === 'clearing') return `batch/${id}`;
  return kind === 'customer' || kind === 'owner' ? `${kind}/${id}` : null;
}

/** A transaction at Stripe: the entries that stand for it. */
export function drillTransaction(id: string, entries: readonly Entry[]): Drill {
  const net = sumOf(entries.map(movementOf));
  return tell({
    id,
    title: `Balance transaction ${id}`,
    at: entries[0]?.at ?? null,
    amountMicroUsd: net,
    down: entries.map((entry) =>
      link(entry.kind, { id: entry.businessKey, at: entry.at, amountMicroUsd: movementOf(entry) }),
    ),
    checks: [
      check(
        "Gross and fee are what Stripe's balance moved by",
        sumOf(entries.filter(({ kind }) => !isFee(kind)).map(movementOf)) +
          sumOf(entries.filter(({ kind }) => isFee(kind)).map(movementOf)),
        net,
      ),
    ],
  });
}

const isFee = (kind: string) => kind.startsWith('stripe-fee');

/** By how much it says that the balance at Stripe rose. */
const movementOf = ({ postings }: Entry): bigint =>
  -postings.reduce((sum, each) => (each.account === 'stripe/balance' ? sum + each.amountMicroUsd : sum), 0n);

/** Ids at Stripe and the like; what is longer or made of parts is not a name. */
const namesIn = (memo: Entry['memo']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(memo).flatMap(([name, value]) =>
      (typeof value === 'string' && value.length <= 120) || typeof value === 'number'
        ? [[name, String(value)]]
        : [],
    ),
  );
