import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { dataOf, financeApi } from '../../../api/client.ts';
import { microUsdOf, usdPattern } from '../../../format/usd.ts';
import { Named } from '../../../parts/named.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import { WhatBecame } from './what-became.tsx';

/** Credit that is spent first, and expires. What is large takes a second person. */
export function Promo({ customerId }: { customerId: string }) {
  const [asked, setAsked] = useState({ usd: '', reason: '' });
  // Sent again, it is the same credit.
  const [grantId, setGrantId] = useState(() => crypto.randomUUID());
  const queries = useQueryClient();
  const give = useMutation({
    mutationFn: async () =>
      dataOf(
        await financeApi.POST('/v1/finance/customers/{customer_id}/promo', {
          params: { path: { customer_id: customerId } },
          body: { grant_id: grantId, amount_micro_usd: microUsdOf(asked.usd), reason: asked.reason },
        }),
      ),
    onSuccess: () => {
      setGrantId(crypto.randomUUID());
      return queries.invalidateQueries({ queryKey: ['finance'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    give.mutate();
  };
  return (
    <section className="part" aria-labelledby="promo">
      <h2 id="promo">Give promo credit</h2>
      <form className="row" onSubmit={submit}>
        <Named name="USD">
          <input
            className="field"
            required
            inputMode="decimal"
            pattern={usdPattern}
            value={asked.usd}
            onChange={({ target }) => setAsked({ ...asked, usd: target.value })}
          />
        </Named>
        <Named name="Why">
          <input
            className="field"
            required
            maxLength={300}
            value={asked.reason}
            onChange={({ target }) => setAsked({ ...asked, reason: target.value })}
          />
        </Named>
        <button type="submit" className="button" disabled={give.isPending}>
          Give it
        </button>
      </form>
      {give.data && <WhatBecame of={give.data} otherwise="Given: it is on the balance in a moment." />}
      {give.error && <ErrorSaid error={give.error} />}
    </section>
  );
}
