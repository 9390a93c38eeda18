import type { Role } from '../sign-in/person.ts';

export type Place = { to: string; name: string };

/** What each role has to look at, in the order of the navigation. The first is where it begins. */
export const placesOf = {
  customer: [
    { to: '/customer', name: 'Overview' },
    { to: '/customer/new-batch', name: 'New batch' },
    { to: '/customer/batches', name: 'Batches' },
    { to: '/customer/playground', name: 'Playground' },
    { to: '/customer/keys', name: 'API keys' },
    { to: '/customer/projects', name: 'Projects' },
    { to: '/customer/webhooks', name: 'Webhooks' },
    { to: '/customer/billing', name: 'Billing' },
    { to: '/customer/usage', name: 'Usage' },
    { to: '/customer/files', name: 'Files' },
    { to: '/customer/calls', name: 'API calls' },
  ],
  owner: [
    { to: '/owner', name: 'Earnings' },
    { to: '/owner/vehicles', name: 'Vehicles' },
    { to: '/owner/charter', name: 'Charter' },
    { to: '/owner/beneficiaries', name: 'Beneficiaries' },
    { to: '/owner/account', name: 'Account' },
  ],
  finance: [
    { to: '/finance', name: 'Proof' },
    { to: '/finance/payout-runs', name: 'Payout runs' },
    { to: '/finance/reconciliation', name: 'Reconciliation' },
    { to: '/finance/exceptions', name: 'Exceptions' },
    { to: '/finance/bank', name: 'Bank' },
    { to: '/finance/drill', name: 'Drill' },
    { to: '/finance/requests', name: 'Paid requests' },
    { to: '/finance/proposals', name: 'Proposals' },
    { to: '/finance/customers', name: 'Customers' },
    { to: '/finance/charge-refunds', name: 'Charge refunds' },
    { to: '/finance/reports', name: 'Reports' },
    { to: '/finance/journal', name: 'Journal' },
    { to: '/finance/periods', name: 'Periods' },
    { to: '/finance/corrections', name: 'Corrections' },
    { to: '/finance/tax', name: 'Tax' },
    { to: '/finance/people', name: 'People' },
    { to: '/finance/audit', name: 'Audit trail' },
  ],
  operator: [
    { to: '/operator', name: 'Overview' },
    { to: '/operator/vehicles', name: 'Vehicles' },
    { to: '/operator/halts', name: 'Halts' },
    { to: '/operator/dead-letters', name: 'Dead letters' },
  ],
} as const satisfies Record<Role, readonly Place[]>;
