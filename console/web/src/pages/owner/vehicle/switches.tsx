import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { dataOf, ownerApi } from '../../../api/client.ts';
import { ConfirmDialog } from '../../../parts/confirm-dialog.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import { CodeOnce } from '../code-once.tsx';
import { charterOf, charters, type Vehicle, vehicleOf, vehicles } from '../queries.ts';

/** What an owner can do from afar: let it finish, pause it, let it come back, and shut it out. */
export const Switches = ({ vehicle }: { vehicle: Vehicle }) => (
  <section className="part" aria-labelledby="switches">
    <h2 id="switches">Stop it</h2>
    {vehicle.state === 'active' && <Finish vehicle={vehicle} />}
    {vehicle.state === 'active' && <Pause vehicleId={vehicle.id} />}
    {vehicle.state === 'quarantined' && <Reinstate vehicleId={vehicle.id} />}
    {vehicle.state !== 'revoked' && <Revoke vehicleId={vehicle.id} />}
    {vehicle.state === 'revoked' && <p>It is shut out for good. The same car can enrol as a new vehicle.</p>}
  </section>
);

/** What it has is run to its end; its charter stays as it is. */
function Finish({ vehicle: { id: vehicleId, finish_asked: isAsked } }: { vehicle: Vehicle }) {
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: async () => {
      const params = { path: { vehicle_id: vehicleId } };
      return isAsked
        ? dataOf(await ownerApi.POST('/v1/owner/vehicles/{vehicle_id}/resume', { params }))
        : dataOf(await ownerApi.POST('/v1/owner/vehicles/{vehicle_id}/finish', { params }));
    },
    onSuccess: (vehicle) => {
      queries.setQueryData(vehicleOf(vehicleId).queryKey, vehicle);
      return queries.invalidateQueries({ queryKey: vehicles.queryKey });
    },
  });
  return (
    <div className="row">
      <button type="button" className="button" disabled={change.isPending} onClick={() => change.mutate()}>
        {isAsked ? 'Let it go on' : 'Finish, then rest'}
      </button>
      <span className="soft">
        {isAsked
          ? 'It was asked to finish: what it has runs to its end, and it gets nothing new.'
          : 'What it has runs to its end and is paid; from its next call on it gets nothing new.'}
      </span>
      {change.error && <ErrorSaid error={change.error} />}
    </div>
  );
}

/**
 * Withdrawn for this vehicle alone: its own version of the same charter is agreed to and withdrawn. What was finished
 * by then is paid. An API without such a charter has nothing to withdraw.
 */
function Pause({ vehicleId }: { vehicleId: string }) {
  const queries = useQueryClient();
  const { data: inForce } = useQuery(charterOf(vehicleId));
  const { data: agreed } = useQuery(charters);
  const pause = useMutation({
    mutationFn: async () => {
      if (!inForce?.charter || !agreed) throw new Error('There is no charter to withdraw.');
      const own = dataOf(
        await ownerApi.POST('/v1/owner/charters', {
          body: {
            charter: inForce.charter,
            vehicle_ids: [vehicleId],
            consent: { accepted: true, text_version: agreed.consent_text.version },
          },
        }),
      );
      const params = { path: { version: own.version } };
      return dataOf(await ownerApi.DELETE('/v1/owner/charters/{version}', { params }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['owner'] }),
  });
  if (inForce?.state !== 'agreed')
    return (
      <p>
        {inForce?.state === 'withdrawn'
          ? 'It is paused: agree to a charter for it and it goes on.'
          : 'To pause it from here, agree to a charter for it first: withdrawing that pauses it. In the car: parkade-agent pause.'}
      </p>
    );
  return (
    <div className="row">
      <button type="button" className="button" disabled={pause.isPending} onClick={() => pause.mutate()}>
        Pause
      </button>
      <span className="soft">
        Its charter is withdrawn: it hears of it at its next call, is paid for what it has finished, and gets
        no more work.
      </span>
      {pause.error && <ErrorSaid error={pause.error} />}
    </div>
  );
}

function Reinstate({ vehicleId }: { vehicleId: string }) {
  const reinstate = useMutation({
    mutationFn: async () =>
      dataOf(
        await ownerApi.POST('/v1/owner/vehicles/{vehicle_id}/reinstate', {
          params: { path: { vehicle_id: vehicleId } },
        }),
      ),
    gcTime: 0,
  });
  return (
    <>
      <div className="row">
        <button
          type="button"
          className="button"
          disabled={reinstate.isPending}
          onClick={() => reinstate.mutate()}
        >
          Reinstate with a new key
        </button>
      </div>
      {reinstate.error && <ErrorSaid error={reinstate.error} />}
      {reinstate.data && <CodeOnce code={reinstate.data} close={reinstate.reset} />}
    </>
  );
}

function Revoke({ vehicleId }: { vehicleId: string }) {
  const queries = useQueryClient();
  const [isAsked, setIsAsked] = useState(false);
  const revoke = useMutation({
    mutationFn: async () =>
      dataOf(
        await ownerApi.POST('/v1/owner/vehicles/{vehicle_id}/revoke', {
          params: { path: { vehicle_id: vehicleId } },
        }),
      ),
    onSuccess: (vehicle) => queries.setQueryData(vehicleOf(vehicleId).queryKey, vehicle),
    onSettled: () => setIsAsked(false),
  });
  return (
    <div className="row">
      <button type="button" className="button" onClick={() => setIsAsked(true)}>
        Revoke for good…
      </button>
      {isAsked && (
        <ConfirmDialog
          title="Revoke this vehicle for good?"
          does="Revoke"
          confirm={() => revoke.mutate()}
          close={() => setIsAsked(false)}
        >
          <p>
            From its next call on it is shut out, and it can’t be undone. What it has under lease goes to
            others as the leases end; what was accepted of it is paid.
          </p>
        </ConfirmDialog>
      )}
      {revoke.error && <ErrorSaid error={revoke.error} />}
    </div>
  );
}
