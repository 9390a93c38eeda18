import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { fleetSearchOf } from '../../pages/operator/overview/fleet-search.ts';
import { OwnPart } from '../own-part.tsx';
import { root } from './root.ts';

const operator = createRoute({
  getParentRoute: () => root,
  path: 'operator',
  component: () => <OwnPart of="operator" />,
});

/** Each page is a file of its own, loaded when it is first looked at. */
const operatorPages = [
  createRoute({
    getParentRoute: () => operator,
    path: '/',
    validateSearch: fleetSearchOf,
    component: lazyRouteComponent(() => import('../../pages/operator/overview.tsx'), 'OperatorOverview'),
  }),
  createRoute({
    getParentRoute: () => operator,
    path: 'halts',
    component: lazyRouteComponent(() => import('../../pages/operator/halts.tsx'), 'OperatorHalts'),
  }),
  createRoute({
    getParentRoute: () => operator,
    path: 'halts/$haltId',
    component: lazyRouteComponent(() => import('../../pages/operator/halts/halt-page.tsx'), 'OperatorHalt'),
  }),
  createRoute({
    getParentRoute: () => operator,
    path: 'vehicles',
    validateSearch: ({ state }: { state?: unknown }): { state?: 'quarantined' } =>
      state === 'quarantined' ? { state } : {},
    component: lazyRouteComponent(() => import('../../pages/operator/vehicles.tsx'), 'OperatorVehicles'),
  }),
  createRoute({
    getParentRoute: () => operator,
    path: 'vehicles/$vehicleId',
    component: lazyRouteComponent(
      () => import('../../pages/operator/vehicles/vehicle-page.tsx'),
      'OperatorVehicle',
    ),
  }),
  createRoute({
    getParentRoute: () => operator,
    path: 'dead-letters',
    component: lazyRouteComponent(
      () => import('../../pages/operator/dead-letters.tsx'),
      'OperatorDeadLetters',
    ),
  }),
  createRoute({
    getParentRoute: () => operator,
    path: 'dead-letters/$queue',
    component: lazyRouteComponent(
      () => import('../../pages/operator/dead-letters/letters-page.tsx'),
      'OperatorLetters',
    ),
  }),
];

export const operatorRoutes = operator.addChildren(operatorPages);
