import { Link } from '@tanstack/react-router';

/** Of what can be done something about, or looked at as a whole: its page. */
export function OwnPages({ id }: { id: string }) {
  const exceptionId = /^exception\/([^/]+)$/.exec(id)?.[1];
  const [, settlement, owner] = /^(batch\/[\w-]+\/settle\/\d+)(?:\/requests\/([\w-]+))?$/.exec(id) ?? [];
  const [, kind, party] = /^(owner|customer)\/([\w-]+)$/.exec(id) ?? [];
  if (exceptionId !== undefined)
    return (
      <Link to="/finance/exceptions/$exceptionId" params={{ exceptionId }}>
        Look after this exception
      </Link>
    );
  if (settlement !== undefined && owner !== undefined)
    return (
      <Link to="/finance/requests" search={{ settlement, owner }}>
        All of them, with their units
      </Link>
    );
  if (settlement !== undefined)
    return (
      <Link to="/finance/charge-refunds" search={{ settlement }}>
        Give this charge back
      </Link>
    );
  if (party === undefined) return null;
  return kind === 'customer' ? (
    <Link to="/finance/customers" search={{ customer: party }}>
      Refunds, credit and invoices of this customer
    </Link>
  ) : (
    <Link to="/finance/proposals">Pay that is held for fraud</Link>
  );
}
