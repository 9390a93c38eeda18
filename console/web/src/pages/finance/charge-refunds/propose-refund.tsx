import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { dataOf, financeApi } from '../../../api/client.ts';
import { Money } from '../../../format/shown.tsx';
import { Named } from '../../../parts/named.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';

/** Nothing moves before another person approves it. */
export function ProposeRefund({ settlement }: { settlement: string }) {
  const [key, setKey] = useState(settlement);
  const [percent, setPercent] = useState(100);
  const [reason, setReason] = useState('');
  const queries = useQueryClient();
  const propose = useMutation({
    mutationFn: async () => {
      const body = { settle_key: key.trim(), percent, reason };
      return dataOf(await financeApi.POST('/v1/finance/charge_refunds', { body }));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['finance', 'charge-refunds'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    propose.mutate();
  };
  return (
    <form className="row" onSubmit={submit}>
      <Named name="Settlement, such as batch/batch_01/settle/1">
        <input
          className="field"
          required
          pattern="\s*batch/[\w\-]{1,100}/settle/\d{1,6}\s*"
          value={key}
          onChange={({ target }) => setKey(target.value)}
        />
      </Named>
      <Named name="Percent of it">
        <input
          className="field"
          type="number"
          required
          min={1}
          max={100}
          value={percent}
          onChange={({ target }) => setPercent(target.valueAsNumber)}
        />
      </Named>
      <Named name="Why it is given back">
        <input
          className="field"
          required
          maxLength={300}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </Named>
      <button type="submit" className="button" data-kind="first" disabled={propose.isPending}>
        Propose
      </button>
      {propose.data && (
        <p role="status">
          Proposed: <Money microUsd={propose.data.amount_micro_usd} /> to the customer, of it{' '}
          <Money microUsd={propose.data.owners_micro_usd} /> from owners.
        </p>
      )}
      {propose.error && <ErrorSaid error={propose.error} />}
    </form>
  );
}
