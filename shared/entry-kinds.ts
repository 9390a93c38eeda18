/**
 * Every kind of entry: what happened, which accounts it takes from (its negative postings) and which it gives to
 * (its positive ones). `*` stands for one id. No entry may move any other account (invariant 30), and docs/money.md
 * tells this very table.
 */
type EntryRule = { happened: string; takes: readonly string[]; gives: readonly string[] };

const ownersMoney = [
  'owner/*/released',
  'owner/*/beneficiary/*/released',
] as const satisfies readonly string[];
const onItsWay = ['owner/*/in-transit', 'owner/*/beneficiary/*/in-transit'] as const;

/** Accounts that only the ledger keeps: no balance item and no movement at Stripe must follow them. */
export const reversible = [
  'platform/adjustments',
  'suspense',
  'tax/withheld',
  'bank/in-transit',
  'bank/account',
] as const;
/** What finance may move by hand; all else has records of its own that must move along. */
export const correctable = [
  'platform/adjustments',
  'suspense',
  'tax/withheld',
  'stripe/balance',
  'stripe/fees',
  'bank/in-transit',
  'bank/account',
] as const;

export const entryKinds = {
  // In: from the customer's card to a batch.
  'top-up': {
    happened: 'A payment reached the balance at Stripe',
    takes: ['stripe/balance'],
    gives: ['customer/*'],
  },
  'stripe-fee': { happened: 'Stripe took a fee', takes: ['stripe/fees'], gives: ['stripe/balance'] },
  'stripe-fee-returned': {
    happened: 'Stripe gave a fee back',
    takes: ['stripe/balance'],
    gives: ['stripe/fees'],
  },
  'grant-promo': {
    happened: 'Promo credit was given',
    takes: ['platform/promotions'],
    gives: ['customer/*/promo'],
  },
  'expire-promo': {
    happened: 'Promo credit expired',
    takes: ['customer/*/promo'],
    gives: ['platform/promotions'],
  },
  hold: {
    happened: 'A batch began, or a live hour took a slice',
    takes: ['customer/*', 'customer/*/promo'],
    gives: ['hold/*'],
  },
  settle: {
    happened: 'Finished, checked tasks were charged',
    takes: ['hold/*'],
    gives: ['clearing/*', 'platform/fee', 'platform/rounding'],
  },
  'release-hold': {
    happened: 'A batch ended: the rest goes back',
    takes: ['hold/*'],
    gives: ['customer/*', 'customer/*/promo'],
  },
  'credit-late': {
    happened: 'Requests missed their window',
    takes: ['platform/credits'],
    gives: ['customer/*'],
  },
  invoice: { happened: 'An invoice was sent', takes: ['customer/*/receivable'], gives: ['customer/*'] },
  'invoice-paid': {
    happened: 'An invoice was paid',
    takes: ['stripe/balance'],
    gives: ['customer/*/receivable'],
  },
  'invoice-void': {
    happened: 'An invoice was voided: its usage is owed again',
    takes: ['customer/*'],
    gives: ['customer/*/receivable'],
  },
  'invoice-uncollectible': {
    happened: 'An invoice was given up',
    takes: ['platform/bad-debts'],
    gives: ['customer/*/receivable'],
  },
  refund: {
    happened: 'A refund of unused balance was written',
    takes: ['customer/*', 'platform/disputes'],
    gives: ['customer/*/refunding'],
  },
  'refund-sent': {
    happened: 'Stripe made the refund',
    takes: ['customer/*/refunding'],
    gives: ['stripe/balance'],
  },
  'refund-failed': {
    happened: 'Stripe will never make the refund',
    takes: ['customer/*/refunding'],
    gives: ['customer/*', 'platform/disputes'],
  },
  'refund-returned': {
    happened: 'The card refused a refund that was made',
    takes: ['stripe/balance'],
    gives: ['customer/*', 'platform/disputes'],
  },
  'dispute-withdrawn': {
    happened: "A cardholder's bank withdrew a payment",
    takes: ['dispute/*'],
    gives: ['stripe/balance'],
  },
  'dispute-reinstated': {
    happened: 'It gave all or part of it back',
    takes: ['stripe/balance'],
    gives: ['dispute/*'],
  },
  'dispute-lost': {
    happened: 'It keeps the rest',
    takes: ['customer/*', 'platform/disputes'],
    gives: ['dispute/*'],
  },
  'dispute-recovered': {
    happened: 'What it had kept came back after all',
    takes: ['dispute/*'],
    gives: ['customer/*', 'platform/disputes'],
  },
  'payment-returned': {
    happened: 'A payment that had succeeded bounced',
    takes: ['customer/*', 'platform/disputes'],
    gives: ['stripe/balance'],
  },
  // Out: from a batch to the owner's bank.
  'accrue-owner': {
    happened: "An owner's part of a settlement",
    takes: ['clearing/*'],
    gives: ['owner/*/pending', 'owner/*/released'],
  },
  'pay-audit': {
    happened: 'An owner checked a result',
    takes: ['platform/audits'],
    gives: ['owner/*/pending', 'owner/*/released'],
  },
  'release-earnings': {
    happened: 'A holdback ended',
    takes: ['owner/*/pending'],
    gives: ['owner/*/released'],
  },
  'split-earnings': {
    happened: 'Released earnings were shared',
    takes: ['owner/*/released'],
    gives: ['owner/*/beneficiary/*/released'],
  },
  'net-receivable': {
    happened: 'What was overpaid was netted',
    takes: ownersMoney,
    gives: ['owner/*/receivable'],
  },
  payout: { happened: 'A payout was written', takes: ownersMoney, gives: [...onItsWay, 'tax/withheld'] },
  'payout-sent': { happened: 'Stripe made its transfer', takes: onItsWay, gives: ['stripe/balance'] },
  'payout-failed': {
    happened: 'Stripe will never make it',
    takes: [...onItsWay, 'tax/withheld'],
    gives: ownersMoney,
  },
  'payout-reversed': {
    happened: 'A transfer was taken back',
    takes: ['stripe/balance'],
    gives: [...ownersMoney, 'owner/*/receivable'],
  },
  // Back: a charge that should not have been.
  'refund-charge': { happened: 'A charge was given back', takes: ['clearing/*'], gives: ['customer/*'] },
  'refund-fee': {
    happened: "The platform's part of it",
    takes: ['platform/fee', 'platform/rounding'],
    gives: ['clearing/*'],
  },
  'claw-back': {
    happened: "An owner's part of it",
    takes: ['owner/*/pending', 'owner/*/released', 'owner/*/receivable'],
    gives: ['clearing/*'],
  },
  // The platform's own bank.
  'bank-payout': {
    happened: 'Stripe paid out to the bank',
    takes: ['bank/in-transit'],
    gives: ['stripe/balance'],
  },
  'bank-payout-returned': {
    happened: 'The bank sent it back',
    takes: ['stripe/balance'],
    gives: ['bank/in-transit'],
  },
  'bank-top-up': {
    happened: 'The bank topped up the balance at Stripe',
    takes: ['stripe/balance'],
    gives: ['bank/in-transit'],
  },
  'bank-line-in': {
    happened: 'A statement line shows the money',
    takes: ['bank/account'],
    gives: ['bank/in-transit'],
  },
  'bank-line-out': {
    happened: 'A statement line shows it gone',
    takes: ['bank/in-transit'],
    gives: ['bank/account'],
  },
  // Finance, by two people.
  adjust: { happened: 'Finance resolved an exception', takes: correctable, gives: correctable },
  // What finance undoes, and an invoice that was given up and is paid after all.
  reverse: {
    happened: 'An entry was reversed',
    takes: [...reversible, 'customer/*/receivable'],
    gives: [...reversible, 'platform/bad-debts'],
  },
} as const satisfies Record<string, EntryRule>;

export type EntryKind = keyof typeof entryKinds;

export const ruleOf = (kind: EntryKind): EntryRule => entryKinds[kind];

/** Whether `owner/o1/pending` is one of `owner/(any)/pending`. */
const isOneOf = (account: string, pattern: string): boolean =>
  new RegExp(`^${pattern.replaceAll('*', '[^/]+')}$`).test(account);

/** What contradicts the entry's kind, one sentence each. */
export function* misplacedPostings(entry: {
  businessKey: string;
  kind: EntryKind;
  postings: readonly { account: string; amountMicroUsd: bigint }[];
}): Generator<string> {
  const { takes, gives } = ruleOf(entry.kind);
  for (const { account, amountMicroUsd } of entry.postings) {
    const [allowed, act] = amountMicroUsd < 0n ? [takes, 'take from'] : [gives, 'give to'];
    if (!allowed.some((pattern) => isOneOf(account, pattern)))
      yield `${entry.businessKey}, of kind ${entry.kind}, may not ${act} ${account}`;
  }
}
