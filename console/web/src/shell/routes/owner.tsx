import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { OwnPart } from '../own-part.tsx';
import { root } from './root.ts';

const owner = createRoute({
  getParentRoute: () => root,
  path: 'owner',
  component: () => <OwnPart of="owner" />,
});

/** Each page is a file of its own, loaded when it is first looked at. */
const ownerPages = [
  createRoute({
    getParentRoute: () => owner,
    path: '/',
    validateSearch: ({ vehicle, days }: Record<string, unknown>): { vehicle?: string; days?: number } => ({
      ...(typeof vehicle === 'string' && { vehicle }),
      ...(typeof days === 'number' && { days }),
    }),
    component: lazyRouteComponent(() => import('../../pages/owner/earnings.tsx'), 'OwnerEarnings'),
  }),
  createRoute({
    getParentRoute: () => owner,
    path: 'vehicles',
    component: lazyRouteComponent(() => import('../../pages/owner/vehicles.tsx'), 'OwnerVehicles'),
  }),
  createRoute({
    getParentRoute: () => owner,
    path: 'vehicles/$vehicleId',
    component: lazyRouteComponent(() => import('../../pages/owner/vehicle/vehicle-page.tsx'), 'OwnerVehicle'),
  }),
  createRoute({
    getParentRoute: () => owner,
    path: 'charter',
    validateSearch: ({ vehicle }: Record<string, unknown>): { vehicle?: string } =>
      typeof vehicle === 'string' ? { vehicle } : {},
    component: lazyRouteComponent(() => import('../../pages/owner/charter.tsx'), 'OwnerCharter'),
  }),
  createRoute({
    getParentRoute: () => owner,
    path: 'beneficiaries',
    component: lazyRouteComponent(() => import('../../pages/owner/beneficiaries.tsx'), 'OwnerBeneficiaries'),
  }),
  createRoute({
    getParentRoute: () => owner,
    path: 'account',
    component: lazyRouteComponent(() => import('../../pages/owner/account.tsx'), 'OwnerAccount'),
  }),
];

export const ownerRoutes = owner.addChildren(ownerPages);
