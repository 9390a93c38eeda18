import { useMutation, useQueryClient } from '@tanstack/react-query';
import { dataOf, ownerApi } from '../../../api/client.ts';
import { Time } from '../../../format/shown.tsx';
import type { Column } from '../../../table/column.ts';
import { DataTable } from '../../../table/data-table.tsx';
import type { AgreedCharter } from '../queries.ts';

const columns: readonly Column<AgreedCharter>[] = [
  { id: 'version', header: 'Version', value: ({ version }) => version, align: 'end' },
  {
    id: 'agreed',
    header: 'Agreed to',
    value: ({ statement }) => statement.accepted_at,
    shown: ({ statement }) => <Time seconds={statement.accepted_at / 1_000} />,
  },
  {
    id: 'for',
    header: 'For',
    value: ({ statement }) => statement.vehicle_ids?.join(', ') ?? 'all vehicles',
  },
  {
    id: 'withdrawn',
    header: 'Withdrawn',
    value: (agreed) => agreed.withdrawn_at ?? undefined,
    shown: (agreed) =>
      agreed.withdrawn_at === null ? (
        <Withdraw version={agreed.version} />
      ) : (
        <Time seconds={agreed.withdrawn_at / 1_000} />
      ),
  },
  { id: 'sha256', header: 'SHA-256 of the charter', value: ({ statement }) => statement.sha256 },
];

/** Every consent that was given, and what became of it. */
export const Versions = ({ known }: { known: AgreedCharter[] }) => (
  <section className="part" aria-labelledby="versions">
    <h2 id="versions">Versions and consents</h2>
    {known.length === 0 ? (
      <p className="soft">None yet: the cars keep to the charters that lie in them.</p>
    ) : (
      <DataTable name="versions" rows={known} columns={columns} rowId={({ id }) => id} />
    )}
  </section>
);

function Withdraw({ version }: { version: number }) {
  const queries = useQueryClient();
  const withdraw = useMutation({
    mutationFn: async () =>
      dataOf(await ownerApi.DELETE('/v1/owner/charters/{version}', { params: { path: { version } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['owner'] }),
  });
  return (
    <>
      <button
        type="button"
        className="button"
        aria-label={`Withdraw version ${version}`}
        disabled={withdraw.isPending}
        onClick={() => withdraw.mutate()}
      >
        Withdraw
      </button>
      {withdraw.error && <span className="bad">{withdraw.error.message}</span>}
    </>
  );
}
