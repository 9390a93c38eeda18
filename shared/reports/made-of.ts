import type { Currency } from '../money.ts';

type Asked = {
  /** Milliseconds since the epoch; `from` included, `to` not. Absent: from the beginning. */
  from?: number;
  to: number;
  currency: Currency;
  /** Accounts, or groups of them such as `customer/*`: entries that moved these in all. */
  accounts: readonly string[];
  kind?: string;
  subject?: string;
};

/** Where the API lists the entries that a row is made of. In a row it is no column: files and terminals leave it out. */
export function madeOf({ from, to, currency, accounts, kind, subject }: Asked): string {
  const query = new URLSearchParams({
    ...(from !== undefined && { from: String(from) }),
    to: String(to),
    currency,
    accounts: accounts.join(','),
    ...(kind !== undefined && { kind }),
    ...(subject && { subject }),
  });
  return `/v1/finance/journal?${query}`;
}

/** `customer/cus_1/top-up/pi_1/stripe-fee` is of a top-up. */
export const subjectOf = ({ businessKey }: { businessKey: string }): string =>
  businessKey.split('/')[2] ?? '';
