import type { ReactNode } from 'react';

/** A name and what it stands for, in a list of such. */
export const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);
