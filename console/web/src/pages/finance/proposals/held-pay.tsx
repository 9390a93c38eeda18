import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { dataOf, financeApi } from '../../../api/client.ts';
import { Named } from '../../../parts/named.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import { Drilled } from '../drilled.tsx';

/** After proven fraud an owner's pay waits until one person proposes to let it go again and another agrees. */
export function HeldPay({ owner }: { owner: string }) {
  const [asked, setAsked] = useState(owner);
  const queries = useQueryClient();
  const params = { path: { owner_id: asked.trim() } };
  const act = useMutation({
    mutationFn: async (does: 'propose' | 'approve') => {
      if (does === 'approve') {
        dataOf(await financeApi.POST('/v1/finance/owners/{owner_id}/held_pay/approve', { params }));
        return 'It is let go: what is released from now on is paid.';
      }
      const told = dataOf(
        await financeApi.POST('/v1/finance/owners/{owner_id}/held_pay/propose', { params }),
      );
      return `Proposed by ${told.proposed_by}: another person approves it.`;
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['finance', 'drill'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    act.mutate('propose');
  };
  return (
    <section className="part" aria-labelledby="held-pay">
      <h2 id="held-pay">Pay held for proven fraud</h2>
      <form className="row" onSubmit={submit}>
        <Named name="Owner">
          <input
            className="field"
            required
            maxLength={100}
            value={asked}
            onChange={({ target }) => setAsked(target.value)}
          />
        </Named>
        <button type="submit" className="button" disabled={act.isPending}>
          Propose to let it go
        </button>
        <button
          type="button"
          className="button"
          disabled={act.isPending || asked.trim() === ''}
          onClick={() => act.mutate('approve')}
        >
          Approve
        </button>
      </form>
      {asked.trim() !== '' && (
        <p>
          How it stands: <Drilled from={asked.trim()} />
        </p>
      )}
      {act.data && <p role="status">{act.data}</p>}
      {act.error && <ErrorSaid error={act.error} />}
    </section>
  );
}
