import '../../styles/page.css';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.ts';
import type { components } from '../../api/schema.ts';
import { Time } from '../../format/shown.tsx';
import { SecretOnce } from '../../parts/secret-once.tsx';
import type { Column } from '../../table/column.ts';
import { PagedTable } from '../../table/paged-table.tsx';
import { PageHead } from '../page-head.tsx';
import { apiKeys } from './account-queries.ts';
import { NewKey } from './new-key.tsx';

type ApiKey = components['schemas']['ApiKey'];

const when = (seconds: number | null) => (seconds === null ? 'never' : <Time seconds={seconds} />);

const columns: readonly Column<ApiKey>[] = [
  { id: 'name', header: 'Name', value: ({ name }) => name },
  { id: 'redacted', header: 'Key', value: ({ redacted }) => redacted },
  { id: 'status', header: 'Status', value: ({ status }) => status },
  { id: 'project', header: 'Project', value: (key) => key.project_id },
  { id: 'scopes', header: 'May', value: ({ scopes }) => scopes.join(', ') },
  {
    id: 'used',
    header: 'Last used',
    value: (key) => key.last_used_at ?? undefined,
    shown: (key) => when(key.last_used_at),
  },
  {
    id: 'made',
    header: 'Made',
    value: (key) => key.created_at,
    shown: (key) => <Time seconds={key.created_at} />,
  },
  {
    id: 'rotate',
    header: 'New secret',
    value: () => undefined,
    shown: (key) => key.status === 'active' && <Rotate apiKey={key} />,
  },
  {
    id: 'revoke',
    header: 'Revoke',
    value: () => undefined,
    shown: (key) => key.status === 'active' && <Revoke apiKey={key} />,
  },
];

export const CustomerKeys = () => (
  <>
    <PageHead title="API keys" says="A key is shown once, when it is made: it is not kept." />
    <NewKey />
    <section className="part" aria-label="Keys">
      <PagedTable
        list={apiKeys}
        name="keys"
        columns={columns}
        rowId={({ id }) => id}
        empty={<p className="soft">No key yet.</p>}
      />
    </section>
  </>
);

/** So long the secret before works on, for programs to be told of the new one. */
const graceSeconds = 86_400;

function Rotate({ apiKey: { id: keyId, name } }: { apiKey: ApiKey }) {
  const queries = useQueryClient();
  const rotate = useMutation({
    mutationFn: async () =>
      dataOf(
        await api.POST('/v1/api_keys/{keyId}/rotate', {
          params: { path: { keyId } },
          body: { grace_seconds: graceSeconds },
        }),
      ),
    // The secret stays in this page's memory no longer than it is shown.
    gcTime: 0,
    onSuccess: () => queries.invalidateQueries({ queryKey: apiKeys.queryKey }),
  });
  return (
    <>
      <button
        type="button"
        className="button"
        aria-label={`Rotate ${name}`}
        disabled={rotate.isPending}
        onClick={() => rotate.mutate()}
      >
        Rotate
      </button>
      {rotate.error && <span className="bad">{rotate.error.message}</span>}
      {rotate.data?.value && (
        <SecretOnce
          title={`The new secret of ${name}; the one before works for a day`}
          secret={rotate.data.value}
          close={rotate.reset}
        />
      )}
    </>
  );
}

function Revoke({ apiKey: { id: keyId, name } }: { apiKey: ApiKey }) {
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: async () => dataOf(await api.DELETE('/v1/api_keys/{keyId}', { params: { path: { keyId } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: apiKeys.queryKey }),
  });
  return (
    <>
      <button
        type="button"
        className="button"
        aria-label={`Revoke ${name}`}
        disabled={revoke.isPending}
        onClick={() => revoke.mutate()}
      >
        Revoke
      </button>
      {revoke.error && <span className="bad">{revoke.error.message}</span>}
    </>
  );
}
