import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { dataOf, operatorApi } from '../../../api/client.ts';
import { Named } from '../../../parts/named.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import { type DecidedVehicle, vehicleOf } from '../queries.ts';

/** An operator shuts out what is active, and lets back what an operator shut out; the rest is its owner's. */
export function Decide({ vehicle }: { vehicle: DecidedVehicle }) {
  const [reason, setReason] = useState('');
  const queries = useQueryClient();
  const does = vehicle.state === 'active' ? 'quarantine' : 'lift';
  const decide = useMutation({
    mutationFn: async () => {
      const asked = { params: { path: { vehicle_id: vehicle.id } }, body: { reason } };
      return does === 'quarantine'
        ? dataOf(await operatorApi.POST('/v1/operator/vehicles/{vehicle_id}/quarantine', asked))
        : dataOf(await operatorApi.POST('/v1/operator/vehicles/{vehicle_id}/lift', asked));
    },
    onSuccess: (decided) => {
      queries.setQueryData(vehicleOf(vehicle.id).queryKey, decided);
      return queries.invalidateQueries({ queryKey: ['operator', 'vehicles'] });
    },
  });
  if (vehicle.state === 'revoked') return null;
  if (does === 'lift' && vehicle.quarantined_for !== 'by_operator')
    return (
      <p className="soft part">
        No operator quarantined it: its owner lets it back with a new key, once finance has released what is
        held.
      </p>
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    decide.mutate();
  };
  return (
    <section className="part" aria-label="Decision">
      <form className="row" onSubmit={submit}>
        <Named name={does === 'quarantine' ? 'Why, in words that its owner reads' : 'Why it may work again'}>
          <input
            className="field"
            required
            maxLength={300}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        </Named>
        <button type="submit" className="button" data-kind="first" disabled={decide.isPending}>
          {does === 'quarantine' ? 'Quarantine' : 'Let it back'}
        </button>
      </form>
      <p className="soft">
        {does === 'quarantine'
          ? 'From its next call on it is shut out. What was accepted of it is paid; what it has under lease goes to others.'
          : 'It works again with the key that it has.'}
      </p>
      {decide.error && <ErrorSaid error={decide.error} />}
    </section>
  );
}
