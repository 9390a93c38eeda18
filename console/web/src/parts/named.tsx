import type { ReactNode } from 'react';

/** A field with its name above it. */
export const Named = ({ name, children }: { name: string; children: ReactNode }) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the control is what is given as its child
  <label className="named">
    <span>{name}</span>
    {children}
  </label>
);
