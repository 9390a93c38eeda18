import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, dataOf } from '../../../api/client.ts';
import { Named } from '../../../parts/named.tsx';
import { Awaited } from '../../../said/awaited.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import { type AutoTopUp, autoTopUp } from './billing-queries.ts';

const waitWords = {
  balance: 'Enough can be spent: nothing is charged.',
  monthly_max: 'The most of this month is charged: it goes on with the next.',
  new_customer_limit: 'New customers can pay in so much at first: it goes on later.',
  frozen: 'The balance is frozen: nothing is charged until that is settled.',
  under_way: 'A payment is under way.',
  you: 'It waits for you.',
} as const;

/** The saved card pays when too little is left. */
export const AutoTopUpPart = () => (
  <section className="part" aria-labelledby="auto-top-up">
    <h2 id="auto-top-up">Automatic top-up</h2>
    <Awaited query={useQuery(autoTopUp)}>
      {(now) => (
        <>
          <p role="status">
            {now.status === 'off' && 'Off. It takes a saved card: top up once with “Save the card”.'}
            {now.status === 'on' &&
              `On: $${now.amount_usd} when less than $${now.below_usd} can be spent. ` +
                (now.waits_for === null ? 'A payment is due.' : waitWords[now.waits_for])}
            {now.status === 'paused' && `Paused. ${now.failure?.message ?? ''}`}
          </p>
          {now.pay_url && (
            <p>
              <a href={now.pay_url} target="_blank" rel="noreferrer">
                Confirm the payment at Stripe
              </a>
            </p>
          )}
          <Terms
            key={now.set_at}
            isOn={now.status !== 'off'}
            start={[now.below_usd ?? 10, now.amount_usd ?? 20, now.monthly_max_usd]}
          />
        </>
      )}
    </Awaited>
  </section>
);

type Start = readonly [below: number, amount: number, monthlyMax: number | null];

function Terms({ isOn, start: [startBelow, startAmount, startMax] }: { isOn: boolean; start: Start }) {
  const [below, setBelow] = useState(String(startBelow));
  const [amount, setAmount] = useState(String(startAmount));
  const [monthlyMax, setMonthlyMax] = useState(startMax === null ? '' : String(startMax));
  const { turnOn, turnOff } = useTurn();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    turnOn.mutate({
      below_usd: Number(below),
      amount_usd: Number(amount),
      ...(monthlyMax !== '' && { monthly_max_usd: Number(monthlyMax) }),
    });
  };
  const error = turnOn.error ?? turnOff.error;
  return (
    <>
      <form className="row" onSubmit={submit}>
        <WholeUsd name="When less than, USD" value={below} change={setBelow} isNeeded />
        <WholeUsd name="Pay in, USD" value={amount} change={setAmount} isNeeded />
        <WholeUsd name="At most a month, USD (empty: no limit)" value={monthlyMax} change={setMonthlyMax} />
        <button type="submit" className="button" data-kind="first" disabled={turnOn.isPending}>
          {isOn ? 'Change it' : 'Turn on'}
        </button>
        {isOn && (
          <button
            type="button"
            className="button"
            disabled={turnOff.isPending}
            onClick={() => turnOff.mutate()}
          >
            Turn off
          </button>
        )}
      </form>
      {error && <ErrorSaid error={error} />}
    </>
  );
}

function useTurn() {
  const queries = useQueryClient();
  const onSuccess = (now: AutoTopUp) => queries.setQueryData(autoTopUp.queryKey, now);
  const turnOn = useMutation({
    mutationFn: async (body: { below_usd: number; amount_usd: number; monthly_max_usd?: number }) =>
      dataOf(await api.PUT('/v1/auto_top_up', { body })),
    onSuccess,
  });
  const turnOff = useMutation({
    mutationFn: async () => dataOf(await api.DELETE('/v1/auto_top_up')),
    onSuccess,
  });
  return { turnOn, turnOff };
}

const WholeUsd = ({
  name,
  value,
  change,
  isNeeded = false,
}: {
  name: string;
  value: string;
  change: (text: string) => void;
  isNeeded?: boolean;
}) => (
  <Named name={name}>
    <input
      className="field"
      type="number"
      min={1}
      step={1}
      required={isNeeded}
      value={value}
      onChange={({ target }) => change(target.value)}
    />
  </Named>
);
