import type { Report, ReportRow, ReportSection } from '../contract/finance-reports.ts';
import type { EntryKind } from '../entry-kinds.ts';
import type { Entry } from '../ledger.ts';
import type { Currency, MicroUsd } from '../money.ts';
import { check, columnsOf, movedBy, type Span, sumOf } from './report.ts';

/** Somebody's accounts: `customer/<id>` and all below it, or `owner/<id>/...`. */
type Party = {
  kind: 'customer' | 'owner';
  id: string;
  name: string;
};

type Stated = { party: Party; span: Span; currency: Currency };

/** Told one by one, with their ids at Stripe: what a person looks for. All other kinds are told by the day. */
const oneByOne: readonly EntryKind[] = [
  'top-up',
  'grant-promo',
  'expire-promo',
  'invoice',
  'invoice-paid',
  'invoice-void',
  'invoice-uncollectible',
  'refund',
  'refund-sent',
  'refund-failed',
  'refund-returned',
  'refund-charge',
  'dispute-lost',
  'dispute-recovered',
  'payment-returned',
  'split-earnings',
  'net-receivable',
  'payout',
  'payout-sent',
  'payout-failed',
  'payout-reversed',
  'claw-back',
  'adjust',
  'reverse',
];

type Line = {
  at: number;
  /** All of a kind on that day, whatever the hour. */
  isOfDay: boolean;
  kind: EntryKind;
  entries: number;
  amountMicroUsd: MicroUsd;
  reference: string;
};
type AccountSums = { openingMicroUsd: MicroUsd; closingMicroUsd: MicroUsd; lines: Map<string, Line> };

/**
 * A statement of somebody's accounts: opening + movements = closing, for each. Takes all that ever moved them, in
 * any order; what lies before the span is the opening. In memory it keeps a line a day and kind, and those told singly.
 */
export function accountStatement({ party, span, currency }: Stated) {
  const own = `${party.kind}/${party.id}`;
  const isOwn = (account: string) => account === own || account.startsWith(`${own}/`);
  const accounts = new Map<string, AccountSums>();
  return {
    add({ at, kind, businessKey, postings, memo }: Entry): void {
      if (at >= span.to) return;
      for (const account of new Set(postings.map((each) => each.account).filter(isOwn))) {
        const amountMicroUsd = movedBy(postings, (each) => each === account);
        const sums = accounts.get(account) ?? { openingMicroUsd: 0n, closingMicroUsd: 0n, lines: new Map() };
        accounts.set(account, sums);
        sums.closingMicroUsd += amountMicroUsd;
        if (at < span.from) sums.openingMicroUsd += amountMicroUsd;
        else addLine(sums.lines, { at, kind, businessKey, memo }, { amountMicroUsd, to: span.to });
      }
    },

    tell(): Report {
      const sorted = [...accounts].sort(([a], [b]) => (a < b ? -1 : 1));
      return {
        object: 'report',
        name: `${party.kind}_statement`,
        title: party.kind === 'owner' ? 'Owner statement' : 'Customer statement',
        about: `${party.name} (${party.id})`,
        ...span,
        currency,
        sections: [
          overview(sorted, own),
          ...sorted.filter(([, { lines }]) => lines.size > 0).map((each) => accountSection(...each, own)),
        ],
        checks: sorted.map(([account, { openingMicroUsd, closingMicroUsd, lines }]) =>
          check(
            `${nameIn(account, own)}: opening and movements are the closing`,
            openingMicroUsd + sumOf([...lines.values()].map(({ amountMicroUsd }) => amountMicroUsd)),
            closingMicroUsd,
          ),
        ),
        notes: [
          party.kind === 'owner'
            ? 'Positive: owed to the owner. Below zero: the owner was overpaid, and it is netted later.'
            : 'Positive: the customer may spend it. Below zero: the customer owes it.',
          'Days are those of UTC. Amounts are exact to the millionth.',
          'What is summed by the day stands at its end; the balance of such a day is that of its end.',
        ],
      };
    },
  };
}

function addLine(
  lines: Map<string, Line>,
  { at, kind, businessKey, memo }: Pick<Entry, 'at' | 'kind' | 'businessKey' | 'memo'>,
  { amountMicroUsd, to }: { amountMicroUsd: MicroUsd; to: number },
): void {
  const day = dayNo(at);
  const isSingle = oneByOne.includes(kind);
  const id = isSingle ? businessKey : `${day} ${kind}`;
  const before = lines.get(id);
  lines.set(id, {
    // A day's sum stands at its end, or where the statement ends.
    at: isSingle ? at : Math.min((day + 1) * dayMillis, to) - 1,
    isOfDay: !isSingle,
    kind,
    entries: (before?.entries ?? 0) + 1,
    amountMicroUsd: (before?.amountMicroUsd ?? 0n) + amountMicroUsd,
    reference: isSingle ? (atStripe(memo) ?? businessKey) : '',
  });
}

/** What its bank or Stripe's pages name it by. */
const atStripe = (memo: Entry['memo']): string | undefined =>
  [memo.transferId, memo.chargeId, memo.refundId, memo.invoiceId, memo.disputeId].find(
    (id): id is string => typeof id === 'string',
  );

const nameIn = (account: string, own: string): string =>
  account === own ? 'balance' : account.slice(own.length + 1);

const overview = (accounts: readonly (readonly [string, AccountSums])[], own: string): ReportSection => ({
  title: 'Accounts',
  columns: columnsOf({
    account: ['Account', 'text'],
    opening: ['Opening', 'micro_usd'],
    moved: ['Movements', 'micro_usd'],
    closing: ['Closing', 'micro_usd'],
  }),
  rows: accounts.map(([account, { openingMicroUsd, closingMicroUsd }]) => ({
    account: nameIn(account, own),
    opening: Number(openingMicroUsd),
    moved: Number(closingMicroUsd - openingMicroUsd),
    closing: Number(closingMicroUsd),
  })),
  total: null,
});

/** By time; a day's sums are its last lines, what came in first. */
const byTime = (a: Line, b: Line): number =>
  dayNo(a.at) - dayNo(b.at) ||
  Number(a.isOfDay) - Number(b.isOfDay) ||
  (a.isOfDay ? 0 : a.at - b.at) ||
  Number(a.amountMicroUsd < 0n) - Number(b.amountMicroUsd < 0n) ||
  (a.kind < b.kind ? -1 : 1);

const dayMillis = 86_400_000;
const dayNo = (at: number): number => Math.floor(at / dayMillis);

/**
 * Whether the sum of all lines until this one is how the account stood at its time: not in the midst of a day of which
 * some lines are sums, since part of these came before.
 */
function tellsBalance(sorted: readonly Line[], at: number): boolean {
  const [line, next] = [sorted[at], sorted[at + 1]];
  if (!line || !next || dayNo(next.at) !== dayNo(line.at)) return true;
  const ofDay = sorted.findLast((each) => dayNo(each.at) === dayNo(line.at));
  return !ofDay?.isOfDay;
}

function accountSection(
  account: string,
  { openingMicroUsd, closingMicroUsd, lines }: AccountSums,
  own: string,
): ReportSection {
  const sorted = [...lines.values()].sort(byTime);
  let balance = openingMicroUsd;
  const rows = sorted.map((line, at): ReportRow => {
    balance += line.amountMicroUsd;
    return {
      at: line.at,
      what: line.isOfDay ? `${line.kind} (${line.entries} of the day)` : line.kind,
      reference: line.reference,
      amount: Number(line.amountMicroUsd),
      balance: tellsBalance(sorted, at) ? Number(balance) : null,
    };
  });
  const ends = (what: string, amount: MicroUsd): ReportRow => ({
    at: null,
    what,
    reference: '',
    amount: null,
    balance: Number(amount),
  });
  return {
    title: `Account: ${nameIn(account, own)}`,
    columns: columnsOf({
      at: ['Date', 'time'],
      what: ['What', 'text'],
      reference: ['Reference', 'text'],
      amount: ['Amount', 'micro_usd'],
      balance: ['Balance', 'micro_usd'],
    }),
    rows: [ends('Opening', openingMicroUsd), ...rows],
    total: ends('Closing', closingMicroUsd),
  };
}
