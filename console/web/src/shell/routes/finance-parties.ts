import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { finance } from './finance-part.tsx';

const text = (name: string, value: unknown) => (typeof value === 'string' ? { [name]: value } : {});

/** What is done for customers and owners, and takes two people where it is large. */
export const partyPages = [
  createRoute({
    getParentRoute: () => finance,
    path: 'proposals',
    component: lazyRouteComponent(
      () => import('../../pages/finance/proposals/proposals.tsx'),
      'FinanceProposals',
    ),
  }),
  createRoute({
    getParentRoute: () => finance,
    path: 'customers',
    validateSearch: ({ customer }: Record<string, unknown>): { customer?: string } =>
      text('customer', customer),
    component: lazyRouteComponent(
      () => import('../../pages/finance/customers/customers.tsx'),
      'FinanceCustomers',
    ),
  }),
  createRoute({
    getParentRoute: () => finance,
    path: 'charge-refunds',
    validateSearch: ({
      settlement,
      refund,
    }: Record<string, unknown>): { settlement?: string; refund?: string } => ({
      ...text('settlement', settlement),
      ...text('refund', refund),
    }),
    component: lazyRouteComponent(
      () => import('../../pages/finance/charge-refunds/charge-refunds.tsx'),
      'FinanceChargeRefunds',
    ),
  }),
];
