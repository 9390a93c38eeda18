import { createRoute, createRouter } from '@tanstack/react-router';
import { ErrorSaid } from '../said/error-said.tsx';
import { Loading } from '../said/loading.tsx';
import { Home } from './home.tsx';
import { customerRoutes } from './routes/customer.tsx';
import { financeRoutes } from './routes/finance.tsx';
import { operatorRoutes } from './routes/operator.tsx';
import { ownerRoutes } from './routes/owner.tsx';
import { root } from './routes/root.ts';

const home = createRoute({ getParentRoute: () => root, path: '/', component: Home });

export const router = createRouter({
  routeTree: root.addChildren([home, customerRoutes, ownerRoutes, financeRoutes, operatorRoutes]),
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
