import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { type PlayKind, playKindOf } from '../../pages/customer/playground/kinds.ts';
import { type UsageGroup, usageGroupOf } from '../../pages/customer/usage-groups.ts';
import { OwnPart } from '../own-part.tsx';
import { root } from './root.ts';

const customer = createRoute({
  getParentRoute: () => root,
  path: 'customer',
  component: () => <OwnPart of="customer" />,
});

/** Each page is a file of its own, loaded when it is first looked at. */
const customerPages = [
  createRoute({
    getParentRoute: () => customer,
    path: '/',
    component: lazyRouteComponent(() => import('../../pages/customer/overview.tsx'), 'CustomerOverview'),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: 'batches',
    component: lazyRouteComponent(() => import('../../pages/customer/batches.tsx'), 'CustomerBatches'),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: 'batches/$batchId',
    component: lazyRouteComponent(() => import('../../pages/customer/batch/batch-page.tsx'), 'CustomerBatch'),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: 'new-batch',
    validateSearch: ({ quote }: { quote?: unknown }): { quote?: string } =>
      typeof quote === 'string' ? { quote } : {},
    component: lazyRouteComponent(() => import('../../pages/customer/new-batch/new-batch.tsx'), 'NewBatch'),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: 'keys',
    component: lazyRouteComponent(() => import('../../pages/customer/keys.tsx'), 'CustomerKeys'),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: 'projects',
    component: lazyRouteComponent(() => import('../../pages/customer/projects.tsx'), 'CustomerProjects'),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: 'webhooks',
    component: lazyRouteComponent(() => import('../../pages/customer/webhooks.tsx'), 'CustomerWebhooks'),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: 'billing',
    component: lazyRouteComponent(() => import('../../pages/customer/billing.tsx'), 'CustomerBilling'),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: 'usage',
    validateSearch: ({ by }: { by?: unknown }): { by?: UsageGroup } => {
      const group = usageGroupOf(by);
      return group ? { by: group } : {};
    },
    component: lazyRouteComponent(() => import('../../pages/customer/usage.tsx'), 'CustomerUsage'),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: 'playground',
    validateSearch: ({ kind: asked }: { kind?: unknown }): { kind?: PlayKind } => {
      const kind = playKindOf(asked);
      return kind ? { kind } : {};
    },
    component: lazyRouteComponent(() => import('../../pages/customer/playground.tsx'), 'CustomerPlayground'),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: 'files',
    component: lazyRouteComponent(() => import('../../pages/customer/files.tsx'), 'CustomerFiles'),
  }),
  createRoute({
    getParentRoute: () => customer,
    path: 'calls',
    component: lazyRouteComponent(() => import('../../pages/customer/calls.tsx'), 'CustomerCalls'),
  }),
];

export const customerRoutes = customer.addChildren(customerPages);
