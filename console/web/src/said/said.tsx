import type { ReactNode } from 'react';

/** What stands where data would: why there is none, and what can be done. */
export const Said = ({
  kind,
  title,
  children,
}: {
  kind: 'loading' | 'empty' | 'error';
  title: string;
  children?: ReactNode;
}) => (
  <section className="said" data-kind={kind} role={kind === 'error' ? 'alert' : 'status'}>
    <h2>{title}</h2>
    {children}
  </section>
);
