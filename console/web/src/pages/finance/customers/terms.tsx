import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { dataOf, financeApi } from '../../../api/client.ts';
import { microUsdOf, usdPattern } from '../../../format/usd.ts';
import { Named } from '../../../parts/named.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import { WhatBecame } from './what-became.tsx';

/** To owe up to a limit, and be invoiced each month. A higher limit may take a second person. */
export function Terms({ customerId }: { customerId: string }) {
  const [asked, setAsked] = useState({ usd: '', email: '' });
  const queries = useQueryClient();
  const agree = useMutation({
    mutationFn: async () =>
      dataOf(
        await financeApi.PUT('/v1/finance/customers/{customer_id}/terms', {
          params: { path: { customer_id: customerId } },
          body: { credit_limit_micro_usd: microUsdOf(asked.usd), invoice: 'monthly', email: asked.email },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['finance'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    agree.mutate();
  };
  return (
    <section className="part" aria-labelledby="terms">
      <h2 id="terms">Let it owe, and invoice it monthly</h2>
      <form className="row" onSubmit={submit}>
        <Named name="Limit in USD (0: paid in advance)">
          <input
            className="field"
            required
            inputMode="decimal"
            pattern={usdPattern}
            value={asked.usd}
            onChange={({ target }) => setAsked({ ...asked, usd: target.value })}
          />
        </Named>
        <Named name="Invoices go to">
          <input
            className="field"
            type="email"
            required
            maxLength={200}
            value={asked.email}
            onChange={({ target }) => setAsked({ ...asked, email: target.value })}
          />
        </Named>
        <button type="submit" className="button" disabled={agree.isPending}>
          Agree on it
        </button>
      </form>
      {agree.data && <WhatBecame of={agree.data} otherwise="Agreed: the limit follows in a moment." />}
      {agree.error && <ErrorSaid error={agree.error} />}
    </section>
  );
}
