import type { Drill, DrillLink } from '../../../shared/contract/drill.ts';
import type { Entry } from '../../../shared/ledger.ts';
import type { MicroUsd } from '../../../shared/money.ts';
import type { Deps } from '../../edge/deps.ts';

/** What each step needs of the world. */
export type Sources = Pick<
  Deps,
  | 'ledger'
  | 'journal'
  | 'stripe'
  | 'batches'
  | 'holds'
  | 'tasks'
  | 'receipts'
  | 'owners'
  | 'customers'
  | 'customerBalances'
  | 'bankLines'
  | 'exceptions'
  | 'policy'
  | 'payouts'
>;

type Told = Partial<Omit<Drill, 'object' | 'amount_micro_usd' | 'facts'>> & {
  id: string;
  title: string;
  amountMicroUsd?: MicroUsd | undefined;
  facts?: Readonly<Record<string, string | undefined>>;
};

export const tell = ({ amountMicroUsd, facts = {}, ...told }: Told): Drill => ({
  object: 'drill',
  at: null,
  down: [],
  up: [],
  checks: [],
  ...told,
  amount_micro_usd: amountMicroUsd === undefined ? null : Number(amountMicroUsd),
  facts: Object.entries(facts).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
});

type Linked = { id: string | null; at?: number | null; amountMicroUsd?: MicroUsd; note?: string | null };

export const link = (what: string, { id, at = null, amountMicroUsd, note = null }: Linked): DrillLink => ({
  what,
  id,
  at,
  amount_micro_usd: amountMicroUsd === undefined ? null : Number(amountMicroUsd),
  note,
});

/** How an entry moved one account. */
export const movedOf = ({ postings }: Entry, account: string): MicroUsd =>
  postings.reduce((sum, each) => (each.account === account ? sum + each.amountMicroUsd : sum), 0n);

/** The transaction at Stripe that an entry stands for, as a step towards the bank. */
export function transactionLinks({ memo, at }: Entry): DrillLink[] {
  const { balanceTransactionId } = memo;
  return typeof balanceTransactionId === 'string'
    ? [link('balance transaction at Stripe', { id: balanceTransactionId, at })]
    : [];
}

/** The id in the second place of a business key. */
export const idIn = ({ businessKey }: Pick<Entry, 'businessKey'>): string => businessKey.split('/')[1] ?? '';
