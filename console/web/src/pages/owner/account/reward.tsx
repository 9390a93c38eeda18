import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { dataOf, ownerApi } from '../../../api/client.ts';
import { microUsdOf, usdPattern, usdTextOf } from '../../../format/usd.ts';
import { Named } from '../../../parts/named.tsx';
import { Awaited } from '../../../said/awaited.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import { earnings } from '../queries.ts';

/** The mean of the USA, as the API names it. */
const usualMicroUsdPerKwh = 187_000;

/** A unit of display: what is owed and paid stays money. */
export const Reward = () => (
  <section className="part" aria-labelledby="reward">
    <h2 id="reward">Earnings shown as</h2>
    <Awaited query={useQuery(earnings)}>
      {({ netInKwh }) => (
        <RewardForm
          key={netInKwh?.micro_usd_per_kwh ?? 0}
          microUsdPerKwh={netInKwh?.micro_usd_per_kwh ?? null}
        />
      )}
    </Awaited>
  </section>
);

function RewardForm({ microUsdPerKwh }: { microUsdPerKwh: number | null }) {
  const queries = useQueryClient();
  const [kind, setKind] = useState<'money' | 'kwh'>(microUsdPerKwh === null ? 'money' : 'kwh');
  const [price, setPrice] = useState(usdTextOf(microUsdPerKwh ?? usualMicroUsdPerKwh));
  const set = useMutation({
    mutationFn: async () => {
      const body =
        kind === 'money'
          ? { kind: 'money' as const }
          : { kind: 'kwh' as const, micro_usd_per_kwh: microUsdOf(price) };
      return dataOf(await ownerApi.PUT('/v1/owner/reward', { body }));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: earnings.queryKey }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    set.mutate();
  };
  return (
    <form className="row" onSubmit={submit}>
      <Named name="Unit">
        <select
          className="field"
          value={kind}
          onChange={({ target }) => setKind(target.value === 'kwh' ? 'kwh' : 'money')}
        >
          <option value="money">Money</option>
          <option value="kwh">Money, and kilowatt-hours</option>
        </select>
      </Named>
      {kind === 'kwh' && (
        <Named name="A kWh counts for, USD">
          <input
            className="field"
            required
            inputMode="decimal"
            pattern={usdPattern}
            value={price}
            onChange={({ target }) => setPrice(target.value)}
          />
        </Named>
      )}
      <button type="submit" className="button" disabled={set.isPending}>
        Save
      </button>
      {set.error && <ErrorSaid error={set.error} />}
    </form>
  );
}
