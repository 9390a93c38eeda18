import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { dataOf, financeApi } from '../../../api/client.ts';
import { Named } from '../../../parts/named.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import { Difference } from './difference.tsx';
import type { Exception } from './queries.ts';

/** What stands for the money where it was seen, and what it can have come from or gone to. */
const seenIn = ['bank/account', 'bank/in-transit', 'stripe/balance'];
const against = ['platform/adjustments', 'suspense', 'stripe/fees', 'tax/withheld'];

const usuallySeenIn: Record<Exception['side'], string> = {
  bank: 'bank/account',
  stripe: 'stripe/balance',
  ledger: 'stripe/balance',
};

/** The entry that would make ledger and world agree: of the difference, no more and no less. Another person approves it. */
export function Correct({ exception }: { exception: Exception }) {
  const [account, setAccount] = useState(usuallySeenIn[exception.side]);
  const [other, setOther] = useState('platform/adjustments');
  const [reason, setReason] = useState('');
  const queries = useQueryClient();
  const difference = exception.difference_micro_usd;
  const propose = useMutation({
    mutationFn: async () =>
      dataOf(
        await financeApi.POST('/v1/finance/exceptions/{exception_id}/resolve', {
          params: { path: { exception_id: exception.id } },
          body: {
            // What is owned stands negative in the ledger.
            entry: {
              postings: [
                { account, amount_micro_usd: -difference },
                { account: other, amount_micro_usd: difference },
              ],
            },
            reason,
          },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['finance'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    propose.mutate();
  };
  return (
    <section className="part" aria-labelledby="correct">
      <h2 id="correct">{exception.proposal ? 'Propose another correction' : 'Propose a correction'}</h2>
      <p className="soft">
        One entry of <Difference microUsd={difference} currency={exception.currency} />; another person
        approves it.
      </p>
      <form className="row" onSubmit={submit}>
        <Choice name="Brought in line" options={seenIn} value={account} choose={setAccount} />
        <Choice name="Against" options={against} value={other} choose={setOther} />
        <Named name="Reason">
          <input
            className="field"
            required
            maxLength={500}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        </Named>
        <button type="submit" className="button" disabled={propose.isPending}>
          Propose
        </button>
      </form>
      {propose.error && <ErrorSaid error={propose.error} />}
    </section>
  );
}

const Choice = ({
  name,
  options,
  value,
  choose,
}: {
  name: string;
  options: readonly string[];
  value: string;
  choose: (value: string) => void;
}) => (
  <Named name={name}>
    <select className="field" value={value} onChange={({ target }) => choose(target.value)}>
      {options.map((each) => (
        <option key={each}>{each}</option>
      ))}
    </select>
  </Named>
);
