import { Link } from '@tanstack/react-router';

/** Whether it is done, or was proposed because it takes two people. */
export const WhatBecame = ({ of, otherwise }: { of: { object: string }; otherwise: string }) => (
  <p role="status">
    {of.object === 'proposal' ? (
      <>
        Proposed: it takes two people. <Link to="/finance/proposals">Another person decides on it.</Link>
      </>
    ) : (
      otherwise
    )}
  </p>
);
