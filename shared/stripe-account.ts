/** What Stripe knows of the holder's tax id: whether it was given, and whether the tax office's records agree. */
export type TaxIdStatus = 'verified' | 'provided' | 'missing' | 'wrong';

/** A connected account as Stripe had it at `readAt`. Kept with its owner or beneficiary; nothing personal in it. */
export type AccountState = {
  stripeAccountId: string;
  /** ISO 3166, as Stripe writes it: "US". */
  country: string;
  /** Whether it can be sent transfers; whether Stripe pays out from it to its bank. */
  takesTransfers: boolean;
  paysOut: boolean;
  /** What Stripe asks for, in its own words (`individual.id_number`), and what was due already. */
  due: readonly string[];
  pastDue: readonly string[];
  /** When what is due must be there, in ms. */
  dueBy?: number;
  /** Stripe's word, such as `requirements.past_due`, `rejected.fraud`, `platform_paused`. */
  disabledReason?: string;
  taxId: TaxIdStatus;
  /** It was closed, or took the market's access away: nothing can be sent to it or asked of it any more. */
  isClosed?: true;
  /** Why its latest payout to its own bank failed: none goes out until the bank details are mended. */
  bankFailure?: string;
  readAt: number;
};

/** Before it was ever read it counts as one that can be paid: Stripe itself refuses what can't be sent. */
export type KnownAccount = AccountState | undefined;

/** Why nothing may be sent to it; undefined where it may. */
export function accountBars(account: KnownAccount): 'account_closed' | 'account_restricted' | undefined {
  if (account?.isClosed) return 'account_closed';
  return account && !account.takesTransfers ? 'account_restricted' : undefined;
}

/** Stripe will not have this holder: what was sent is to be taken back as far as it is still there. */
export const isRejected = ({ disabledReason = '' }: Pick<AccountState, 'disabledReason'>): boolean =>
  disabledReason.startsWith('rejected.');

/** 26 USC 3406(a)(1): the payee gave no tax id, or the tax office says that it is not theirs. */
export const mustWithhold = (account: KnownAccount): boolean =>
  account?.country === 'US' && (account.taxId === 'missing' || account.taxId === 'wrong');

/** One sentence each: what keeps the account from being paid, or will soon, and what its holder can do. */
export function accountInWords(account: KnownAccount): string[] {
  if (!account) return ['Nothing is known of your account at Stripe yet: ask for an onboarding link.'];
  if (account.isClosed)
    return ['Your account at Stripe was closed, or took our access away: nothing can be sent to it.'];
  const told: string[] = [];
  if (account.pastDue.length > 0)
    told.push(`Stripe waits for: ${account.pastDue.join(', ')}. It was due already.`);
  const due = account.due.filter((each) => !account.pastDue.includes(each));
  if (due.length > 0) told.push(`Stripe asks for: ${due.join(', ')}${byWhen(account.dueBy)}.`);
  if (account.disabledReason !== undefined)
    told.push(disabledInWords[account.disabledReason] ?? `Stripe disabled it: ${account.disabledReason}.`);
  if (!account.takesTransfers) told.push('Until then it can be sent nothing; what you earned stays yours.');
  if (account.bankFailure !== undefined)
    told.push(
      `Your bank sent a payout back (${account.bankFailure}): mend the bank account in your Stripe dashboard.`,
    );
  else if (account.takesTransfers && !account.paysOut)
    told.push('It takes money, but Stripe pays out nothing from it to your bank yet.');
  if (mustWithhold(account))
    told.push('Your tax id is missing or wrong: part of each payout is withheld for the tax office.');
  return told;
}

const byWhen = (at: number | undefined) => (at === undefined ? '' : ` by ${new Date(at).toISOString()}`);

const disabledInWords: Readonly<Record<string, string>> = {
  'requirements.past_due': 'Stripe disabled it until what was due is there.',
  'requirements.pending_verification': 'Stripe is checking what you sent.',
  under_review: 'Stripe is reviewing it.',
  platform_paused: 'The market has paused it; write to support.',
  'action_required.requested_capabilities': 'Stripe waits for details that transfers need.',
};
