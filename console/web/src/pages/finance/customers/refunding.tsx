import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { dataOf, financeApi } from '../../../api/client.ts';
import { Money } from '../../../format/shown.tsx';
import { ConfirmDialog } from '../../../parts/confirm-dialog.tsx';
import { Named } from '../../../parts/named.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';

/** Back to the cards that it came from. */
export function Refunding({ customerId }: { customerId: string }) {
  const [usd, setUsd] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const queries = useQueryClient();
  const refund = useMutation({
    mutationFn: async () =>
      dataOf(
        await financeApi.POST('/v1/finance/customers/{customer_id}/refunds', {
          params: { path: { customer_id: customerId } },
          body: usd === '' ? {} : { amount_usd: Number(usd) },
        }),
      ).data,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['finance'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
  };
  return (
    <>
      <form className="row" onSubmit={submit}>
        <Named name="USD (none: all that can be)">
          <input
            className="field"
            inputMode="decimal"
            pattern="\d{1,7}(\.\d{1,2})?"
            value={usd}
            onChange={({ target }) => setUsd(target.value)}
          />
        </Named>
        <button type="submit" className="button" disabled={refund.isPending}>
          Refund
        </button>
      </form>
      {isAsked && (
        <ConfirmDialog
          title="Refund unused balance?"
          does="Refund it"
          confirm={() => {
            setIsAsked(false);
            refund.mutate();
          }}
          close={() => setIsAsked(false)}
        >
          <p>
            {usd === '' ? 'All that can be refunded' : `${usd} USD`} goes back to the cards of {customerId}.
          </p>
        </ConfirmDialog>
      )}
      {refund.data && (
        <p role="status">
          On its way:{' '}
          <Money microUsd={refund.data.reduce((sum, { amount_micro_usd: each }) => sum + each, 0)} /> to{' '}
          {refund.data.length} payments’ cards.
        </p>
      )}
      {refund.error && <ErrorSaid error={refund.error} />}
    </>
  );
}
