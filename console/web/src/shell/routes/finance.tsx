import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { auditSearchOf } from '../../pages/finance/audit/audit-search.ts';
import { journalSearchOf } from '../../pages/finance/journal/journal-search.ts';
import { reportSearchOf } from '../../pages/finance/reports/report-names.ts';
import { taxSearchOf } from '../../pages/finance/tax/tax-search.ts';
import { finance } from './finance-part.tsx';
import { partyPages } from './finance-parties.ts';
import { reconciliationPages } from './finance-reconciliation.ts';

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
  createRoute({
    getParentRoute: () => finance,
    path: 'reports',
    validateSearch: reportSearchOf,
    component: lazyRouteComponent(() => import('../../pages/finance/reports/reports.tsx'), 'FinanceReports'),
  }),
  createRoute({
    getParentRoute: () => finance,
    path: 'journal',
    validateSearch: journalSearchOf,
    component: lazyRouteComponent(() => import('../../pages/finance/journal/journal.tsx'), 'FinanceJournal'),
  }),
  createRoute({
    getParentRoute: () => finance,
    path: 'periods',
    component: lazyRouteComponent(() => import('../../pages/finance/periods/periods.tsx'), 'FinancePeriods'),
  }),
  createRoute({
    getParentRoute: () => finance,
    path: 'corrections',
    validateSearch: ({ entry }: Record<string, unknown>): { entry?: string } =>
      typeof entry === 'string' ? { entry } : {},
    component: lazyRouteComponent(
      () => import('../../pages/finance/corrections/corrections.tsx'),
      'FinanceCorrections',
    ),
  }),
  createRoute({
    getParentRoute: () => finance,
    path: 'tax',
    validateSearch: taxSearchOf,
    component: lazyRouteComponent(() => import('../../pages/finance/tax/tax-year.tsx'), 'FinanceTaxYear'),
  }),
  createRoute({
    getParentRoute: () => finance,
    path: 'people',
    component: lazyRouteComponent(() => import('../../pages/finance/people/people.tsx'), 'FinancePeople'),
  }),
  createRoute({
    getParentRoute: () => finance,
    path: 'audit',
    validateSearch: auditSearchOf,
    component: lazyRouteComponent(() => import('../../pages/finance/audit/audit.tsx'), 'FinanceAudit'),
  }),
];

export const financeRoutes = finance.addChildren([...financePages, ...partyPages, ...reconciliationPages]);
