import type { AccountGroup } from '../account-group.ts';

/** An account of the books that finance keeps elsewhere. Names are what QuickBooks finds an account by, codes what Xero does. */
export type AccountCode = { code: string; name: string };

/**
 * Every account group with its account in QuickBooks or Xero: change the codes and names here to those of your chart
 * of accounts. Assets begin with 1, debts with 2, revenue with 4, costs with 5 and 6, what is to be looked at with 9.
 */
export const accountCodes = {
  'bank/account': { code: '1000', name: 'Bank account' },
  'stripe/balance': { code: '1010', name: 'Stripe balance' },
  'bank/in-transit': { code: '1020', name: 'Stripe payouts in transit' },
  'customer/*/receivable': { code: '1200', name: 'Customer invoices receivable' },
  'owner/*/receivable': { code: '1210', name: 'Overpaid owners receivable' },
  'dispute/*': { code: '1220', name: 'Disputed payments' },
  'customer/*': { code: '2100', name: 'Customer prepayments' },
  'customer/*/promo': { code: '2110', name: 'Promotional credit granted' },
  'hold/*': { code: '2120', name: 'Customer prepayments on hold' },
  'customer/*/refunding': { code: '2130', name: 'Customer refunds in transit' },
  'clearing/*': { code: '2200', name: 'Charges to be shared out' },
  'owner/*/pending': { code: '2210', name: 'Owner earnings pending' },
  'owner/*/released': { code: '2220', name: 'Owner earnings payable' },
  'owner/*/beneficiary/*/released': { code: '2221', name: 'Beneficiary earnings payable' },
  'owner/*/in-transit': { code: '2230', name: 'Owner payouts in transit' },
  'owner/*/beneficiary/*/in-transit': { code: '2231', name: 'Beneficiary payouts in transit' },
  'tax/withheld': { code: '2300', name: 'Tax withheld from owners' },
  'platform/fee': { code: '4000', name: 'Platform fees' },
  'platform/rounding': { code: '4010', name: 'Rounding of charges' },
  'platform/credits': { code: '4100', name: 'Credits for late requests' },
  'platform/audits': { code: '5000', name: 'Checks of results' },
  'stripe/fees': { code: '5100', name: 'Stripe fees' },
  'platform/promotions': { code: '6000', name: 'Promotions' },
  'platform/bad-debts': { code: '6100', name: 'Bad debts' },
  'platform/disputes': { code: '6110', name: 'Lost disputes' },
  'platform/adjustments': { code: '6900', name: 'Adjustments' },
  suspense: { code: '9000', name: 'Suspense' },
} as const satisfies Readonly<Record<AccountGroup, AccountCode>>;

/** Where an export in cents puts what cents can't hold: at most a cent or two at any time, and never lost. */
export const exportRounding: AccountCode = { code: '9010', name: 'Rounding of exports' };

/** Of what stands on no account of this chart. */
const unknownCode = '9020';

/** What Xero calls the rate of what is not taxed: the name must be one of your tax settings there. */
export const xeroTaxRate = 'Tax Exempt';

/**
 * An account that is in no chart is told by its own name, to be looked at: a report or an export without it would not
 * balance, and one such posting must not stop all others for good. The proof (invariant 30) says which entry moved it.
 */
export function accountCodeOf(group: AccountGroup): AccountCode {
  return Object.hasOwn(accountCodes, group)
    ? accountCodes[group as keyof typeof accountCodes]
    : { code: unknownCode, name: group };
}
