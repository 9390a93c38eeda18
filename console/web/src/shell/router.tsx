import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { type PlayKind, playKindOf } from '../pages/customer/playground/kinds.ts';
import { type UsageGroup, usageGroupOf } from '../pages/customer/usage-groups.ts';
import { ErrorSaid } from '../said/error-said.tsx';
import { Loading } from '../said/loading.tsx';
import { NotFound } from '../said/not-found.tsx';
import { Home } from './home.tsx';
import { OwnPart } from './own-part.tsx';
import { Shell } from './shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const home = createRoute({ getParentRoute: () => root, path: '/', component: Home });

const customer = createRoute({
  getParentRoute: () => root,
  path: 'customer',
  component: () => <OwnPart of="customer" />,
});
const owner = createRoute({
  getParentRoute: () => root,
  path: 'owner',
  component: () => <OwnPart of="owner" />,
});
const finance = createRoute({
  getParentRoute: () => root,
  path: 'finance',
  component: () => <OwnPart of="finance" />,
});
const operator = createRoute({
  getParentRoute: () => root,
  path: 'operator',
  component: () => <OwnPart of="operator" />,
});

/** Each page is a file of its own, loaded when it is first looked at. */
const customerPages = [
  createRoute({
    getParentRoute: () => customer,
    path: '/',
    component: lazyRouteComponent(() => import('../pages/customer/overview.tsx'), 'CustomerOverview'),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: 'batches',
    component: lazyRouteComponent(() => import('../pages/customer/batches.tsx'), 'CustomerBatches'),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: 'batches/$batchId',
    component: lazyRouteComponent(() => import('../pages/customer/batch/batch-page.tsx'), 'CustomerBatch'),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: 'new-batch',
    validateSearch: ({ quote }: { quote?: unknown }): { quote?: string } =>
      typeof quote === 'string' ? { quote } : {},
    component: lazyRouteComponent(() => import('../pages/customer/new-batch/new-batch.tsx'), 'NewBatch'),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: 'keys',
    component: lazyRouteComponent(() => import('../pages/customer/keys.tsx'), 'CustomerKeys'),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: 'projects',
    component: lazyRouteComponent(() => import('../pages/customer/projects.tsx'), 'CustomerProjects'),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: 'webhooks',
    component: lazyRouteComponent(() => import('../pages/customer/webhooks.tsx'), 'CustomerWebhooks'),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: 'usage',
    validateSearch: ({ by }: { by?: unknown }): { by?: UsageGroup } => {
      const group = usageGroupOf(by);
      return group ? { by: group } : {};
    },
    component: lazyRouteComponent(() => import('../pages/customer/usage.tsx'), 'CustomerUsage'),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: 'playground',
    validateSearch: ({ kind: asked }: { kind?: unknown }): { kind?: PlayKind } => {
      const kind = playKindOf(asked);
      return kind ? { kind } : {};
    },
    component: lazyRouteComponent(() => import('../pages/customer/playground.tsx'), 'CustomerPlayground'),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: 'files',
    component: lazyRouteComponent(() => import('../pages/customer/files.tsx'), 'CustomerFiles'),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: 'calls',
    component: lazyRouteComponent(() => import('../pages/customer/calls.tsx'), 'CustomerCalls'),
  }),
];
const ownerPages = [
  createRoute({
    getParentRoute: () => owner,
    path: '/',
    validateSearch: ({ vehicle, days }: Record<string, unknown>): { vehicle?: string; days?: number } => ({
      ...(typeof vehicle === 'string' && { vehicle }),
      ...(typeof days === 'number' && { days }),
    }),
    component: lazyRouteComponent(() => import('../pages/owner/earnings.tsx'), 'OwnerEarnings'),
  }),
  createRoute({
    getParentRoute: () => owner,
    path: 'vehicles',
    component: lazyRouteComponent(() => import('../pages/owner/vehicles.tsx'), 'OwnerVehicles'),
  }),
  createRoute({
    getParentRoute: () => owner,
    path: 'vehicles/$vehicleId',
    component: lazyRouteComponent(() => import('../pages/owner/vehicle/vehicle-page.tsx'), 'OwnerVehicle'),
  }),
  createRoute({
    getParentRoute: () => owner,
    path: 'charter',
    validateSearch: ({ vehicle }: Record<string, unknown>): { vehicle?: string } =>
      typeof vehicle === 'string' ? { vehicle } : {},
    component: lazyRouteComponent(() => import('../pages/owner/charter.tsx'), 'OwnerCharter'),
  }),
  createRoute({
    getParentRoute: () => owner,
    path: 'beneficiaries',
    component: lazyRouteComponent(() => import('../pages/owner/beneficiaries.tsx'), 'OwnerBeneficiaries'),
  }),
  createRoute({
    getParentRoute: () => owner,
    path: 'account',
    component: lazyRouteComponent(() => import('../pages/owner/account.tsx'), 'OwnerAccount'),
  }),
];
const financePages = [
  createRoute({
    getParentRoute: () => finance,
    path: '/',
    component: lazyRouteComponent(() => import('../pages/finance/proof.tsx'), 'FinanceProof'),
  }),
  createRoute({
    getParentRoute: () => finance,
    path: 'payout-runs',
    component: lazyRouteComponent(() => import('../pages/finance/payouts/runs.tsx'), 'FinancePayoutRuns'),
  }),
  createRoute({
    getParentRoute: () => finance,
    path: 'payout-runs/$runId',
    validateSearch: ({ page }: Record<string, unknown>): { page?: number } =>
      typeof page === 'number' ? { page } : {},
    component: lazyRouteComponent(() => import('../pages/finance/payouts/run-page.tsx'), 'FinancePayoutRun'),
  }),
  createRoute({
    getParentRoute: () => finance,
    path: 'drill',
    validateSearch: ({ from }: Record<string, unknown>): { from?: string } =>
      typeof from === 'string' ? { from } : {},
    component: lazyRouteComponent(() => import('../pages/finance/drill.tsx'), 'FinanceDrill'),
  }),
];
const operatorPages = [
  createRoute({
    getParentRoute: () => operator,
    path: '/',
    component: lazyRouteComponent(() => import('../pages/operator/overview.tsx'), 'OperatorOverview'),
  }),
];

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    customer.addChildren(customerPages),
    owner.addChildren(ownerPages),
    finance.addChildren(financePages),
    operator.addChildren(operatorPages),
  ]),
  defaultPreload: 'intent',
  defaultPendingComponent: Loading,
  defaultErrorComponent: ({ error, reset }) => <ErrorSaid error={error} reset={reset} />,
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
