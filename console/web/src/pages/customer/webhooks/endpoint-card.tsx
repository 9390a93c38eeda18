import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../../api/client.ts';
import { Time } from '../../../format/shown.tsx';
import { Named } from '../../../parts/named.tsx';
import { SecretOnce } from '../../../parts/secret-once.tsx';
import { deliveriesOf, type Endpoint, webhookEndpoints } from '../webhook-queries.ts';
import { Deliveries } from './deliveries.tsx';
import { type EventType, eventTypes } from './event-types.ts';

export const EndpointCard = ({ endpoint }: { endpoint: Endpoint }) => (
  <section className="part card" aria-label={endpoint.name}>
    <h2>{endpoint.name}</h2>
    <dl className="facts">
      <dt>URL</dt>
      <dd>
        <code>{endpoint.url}</code>
      </dd>
      <dt>State</dt>
      <dd className={endpoint.x_parkade.state === 'enabled' ? 'good' : 'bad'}>
        {endpoint.x_parkade.state}
        {endpoint.x_parkade.state_reason && `: ${endpoint.x_parkade.state_reason}`}
      </dd>
      <dt>Told of</dt>
      <dd>{endpoint.event_types.join(', ')}</dd>
      <dt>Made</dt>
      <dd>
        <Time seconds={endpoint.created_at} />
      </dd>
    </dl>
    <Acts endpoint={endpoint} />
    <RotateSecret endpoint={endpoint} />
    <Deliveries endpointId={endpoint.id} />
  </section>
);

function RotateSecret({ endpoint: { id: endpointId, name } }: { endpoint: Endpoint }) {
  const rotate = useMutation({
    mutationFn: async () =>
      dataOf(
        await api.POST('/v1/webhook_endpoints/{endpointId}/rotate_secret', {
          params: { path: { endpointId } },
          body: {},
        }),
      ),
    // The secret stays in this page's memory no longer than it is shown.
    gcTime: 0,
  });
  return (
    <div className="row">
      <button type="button" className="button" disabled={rotate.isPending} onClick={() => rotate.mutate()}>
        New signing secret
      </button>
      <span className="soft">For 24 hours the one before signs too.</span>
      {rotate.error && <span className="bad">{rotate.error.message}</span>}
      {rotate.data && (
        <SecretOnce
          title={`The new signing secret of ${name}`}
          secret={rotate.data.signing_secret}
          close={rotate.reset}
        />
      )}
    </div>
  );
}

function Acts({ endpoint: { id: endpointId, x_parkade } }: { endpoint: Endpoint }) {
  const queries = useQueryClient();
  const params = { path: { endpointId } };
  const [type, setType] = useState<EventType>('batch.completed');
  const onSettled = () => queries.invalidateQueries({ queryKey: webhookEndpoints.queryKey });
  const test = useMutation({
    mutationFn: async () =>
      dataOf(
        await api.POST('/v1/webhook_endpoints/{endpointId}/test', { params, body: { event_type: type } }),
      ),
    // Refused or not, it was tried, and stands in the log.
    onSettled: () => queries.invalidateQueries({ queryKey: deliveriesOf(endpointId).queryKey }),
  });
  const turn = useMutation({
    mutationFn: async (enabled: boolean) =>
      dataOf(await api.POST('/v1/webhook_endpoints/{endpointId}', { params, body: { enabled } })),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: async () => dataOf(await api.DELETE('/v1/webhook_endpoints/{endpointId}', { params })),
    onSettled,
  });
  const isOff = x_parkade.state === 'disabled';
  const error = test.error ?? turn.error ?? remove.error;
  return (
    <>
      <div className="row">
        <Named name="Sample event">
          <select
            className="field"
            value={type}
            onChange={({ target }) => setType(eventTypes.find((each) => each === target.value) ?? type)}
          >
            {eventTypes.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </Named>
        <button type="button" className="button" disabled={test.isPending} onClick={() => test.mutate()}>
          Send a test
        </button>
        <button type="button" className="button" onClick={() => turn.mutate(isOff)}>
          {isOff ? 'Switch on' : 'Switch off'}
        </button>
        <button type="button" className="button" onClick={() => remove.mutate()}>
          Delete
        </button>
      </div>
      <p role="status" className={error ? 'bad' : 'good'}>
        {error?.message ?? (test.data && `It answered with ${test.data.status_code}.`)}
      </p>
    </>
  );
}
