import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** A name that money can be followed from, up and down. */
export const Drilled = ({ from, children }: { from: string; children?: ReactNode }) => (
  <Link to="/finance/drill" search={{ from }}>
    {children ?? <code>{from}</code>}
  </Link>
);
