import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { OwnPart } from '../own-part.tsx';
import { root } from './root.ts';

const finance = createRoute({
  getParentRoute: () => root,
  path: 'finance',
  component: () => <OwnPart of="finance" />,
});

/** Each page is a file of its own, loaded when it is first looked at. */
const financePages = [
  createRoute({
    getParentRoute: () => finance,
    path: '/',
    component: lazyRouteComponent(() => import('../../pages/finance/proof.tsx'), 'FinanceProof'),
  }),
  createRoute({
    getParentRoute: () => finance,
    path: 'payout-runs',
    component: lazyRouteComponent(() => import('../../pages/finance/payouts/runs.tsx'), 'FinancePayoutRuns'),
  }),
  createRoute({
    getParentRoute: () => finance,
    path: 'payout-runs/$runId',
    validateSearch: ({ page }: Record<string, unknown>): { page?: number } =>
      typeof page === 'number' ? { page } : {},
    component: lazyRouteComponent(
      () => import('../../pages/finance/payouts/run-page.tsx'),
      'FinancePayoutRun',
    ),
  }),
  createRoute({
    getParentRoute: () => finance,
    path: 'drill',
    validateSearch: ({ from }: Record<string, unknown>): { from?: string } =>
      typeof from === 'string' ? { from } : {},
    component: lazyRouteComponent(() => import('../../pages/finance/drill.tsx'), 'FinanceDrill'),
  }),
];

export const financeRoutes = finance.addChildren(financePages);
