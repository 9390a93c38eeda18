import { createRoute } from '@tanstack/react-router';
import { OwnPart } from '../own-part.tsx';
import { root } from './root.ts';

export const finance = createRoute({
  getParentRoute: () => root,
  path: 'finance',
  component: () => <OwnPart of="finance" />,
});
