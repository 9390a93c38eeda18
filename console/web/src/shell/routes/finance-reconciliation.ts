import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import {
  ages,
  type ExceptionsShown,
  isOneOf,
  type LinesShown,
  states,
  statuses,
} from '../../pages/finance/reconciliation/shown.ts';
import { finance } from './finance-part.tsx';

/** The requests behind what an owner earned. */
const paidRequests = createRoute({
  getParentRoute: () => finance,
  path: 'requests',
  validateSearch: ({
    settlement,
    owner,
  }: Record<string, unknown>): { settlement?: string; owner?: string } => ({
    ...(typeof settlement === 'string' && { settlement }),
    ...(typeof owner === 'string' && { owner }),
  }),
  component: lazyRouteComponent(() => import('../../pages/finance/paid-requests.tsx'), 'FinancePaidRequests'),
});

/** What ledger, Stripe and bank do not agree on, and the bank's own word. */
export const reconciliationPages = [
  paidRequests,
  createRoute({
    getParentRoute: () => finance,
    path: 'reconciliation',
    component: lazyRouteComponent(
      () => import('../../pages/finance/reconciliation/runs.tsx'),
      'FinanceReconciliation',
    ),
  }),
  createRoute({
    getParentRoute: () => finance,
    path: 'reconciliation/$runId',
    component: lazyRouteComponent(
      () => import('../../pages/finance/reconciliation/run-page.tsx'),
      'FinanceReconciliationRun',
    ),
  }),
  createRoute({
    getParentRoute: () => finance,
    path: 'exceptions',
    validateSearch: ({ age, state, status, assignee }: Record<string, unknown>): ExceptionsShown => ({
      ...(isOneOf(ages, age) && { age }),
      ...(isOneOf(states, state) && { state }),
      ...(isOneOf(statuses, status) && { status }),
      ...(typeof assignee === 'string' && { assignee }),
    }),
    component: lazyRouteComponent(
      () => import('../../pages/finance/reconciliation/exceptions.tsx'),
      'FinanceExceptions',
    ),
  }),
  createRoute({
    getParentRoute: () => finance,
    path: 'exceptions/$exceptionId',
    component: lazyRouteComponent(
      () => import('../../pages/finance/reconciliation/exception-page.tsx'),
      'FinanceException',
    ),
  }),
  createRoute({
    getParentRoute: () => finance,
    path: 'bank',
    validateSearch: ({ account, from, to }: Record<string, unknown>): LinesShown => ({
      ...(typeof account === 'string' && { account }),
      ...(typeof from === 'string' && { from }),
      ...(typeof to === 'string' && { to }),
    }),
    component: lazyRouteComponent(() => import('../../pages/finance/reconciliation/bank.tsx'), 'FinanceBank'),
  }),
];
