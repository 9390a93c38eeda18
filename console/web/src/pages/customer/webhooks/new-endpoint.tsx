import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, dataOf } from '../../../api/client.ts';
import { Named } from '../../../parts/named.tsx';
import { SecretOnce } from '../../../parts/secret-once.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import { webhookEndpoints } from '../webhook-queries.ts';
import { type EventType, eventTypes } from './event-types.ts';

type Draft = { url: string; types: readonly EventType[] };

/** The secret that its events are signed with is shown once, as a key is. */
export function NewEndpoint() {
  const queries = useQueryClient();
  const [{ url, types }, setDraft] = useState<Draft>({ url: '', types: eventTypes });
  const make = useMutation({
    mutationFn: async () =>
      dataOf(await api.POST('/v1/webhook_endpoints', { body: { url, event_types: [...types] } })),
    gcTime: 0,
    onSuccess: () => {
      setDraft({ url: '', types: eventTypes });
      return queries.invalidateQueries({ queryKey: webhookEndpoints.queryKey });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  const turn = (type: EventType, isOn: boolean) =>
    setDraft({ url, types: eventTypes.filter((each) => (each === type ? isOn : types.includes(each))) });
  return (
    <>
      <form className="card" onSubmit={submit}>
        <Named name="URL of a new endpoint">
          <input
            className="field"
            type="url"
            required
            value={url}
            onChange={({ target }) => setDraft({ url: target.value, types })}
          />
        </Named>
        <fieldset className="row plain">
          <legend>Is told of</legend>
          {eventTypes.map((type) => (
            <label key={type}>
              <input
                type="checkbox"
                checked={types.includes(type)}
                onChange={({ target }) => turn(type, target.checked)}
              />{' '}
              {type}
            </label>
          ))}
        </fieldset>
        <button type="submit" className="button" data-kind="first" disabled={make.isPending}>
          Add endpoint
        </button>
      </form>
      {make.error && <ErrorSaid error={make.error} />}
      {make.data && (
        <SecretOnce
          title="The secret that its events are signed with"
          secret={make.data.signing_secret}
          close={make.reset}
        />
      )}
    </>
  );
}
