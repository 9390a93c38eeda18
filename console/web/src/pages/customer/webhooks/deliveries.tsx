import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../../api/client.ts';
import { Time } from '../../../format/shown.tsx';
import type { Column } from '../../../table/column.ts';
import { PagedTable } from '../../../table/paged-table.tsx';
import { type Delivery, deliveriesOf } from '../webhook-queries.ts';

const lastOf = ({ attempts }: Delivery) => attempts.at(-1);

const columns: readonly Column<Delivery>[] = [
  {
    id: 'created_at',
    header: 'Sent',
    value: (delivery) => delivery.created_at,
    shown: (delivery) => <Time seconds={delivery.created_at} />,
  },
  {
    id: 'type',
    header: 'Event',
    value: ({ event, test }) => (test ? `${event.type} (test)` : event.type),
  },
  { id: 'about', header: 'About', value: ({ event }) => event.data.id },
  {
    id: 'status',
    header: 'Status',
    value: ({ status }) => status,
    shown: ({ status }) => <span className={status === 'failed' ? 'bad' : undefined}>{status}</span>,
  },
  { id: 'attempts', header: 'Attempts', value: ({ attempts }) => attempts.length, align: 'end' },
  {
    id: 'last',
    header: 'Last answer',
    value: (delivery) => lastOf(delivery)?.error ?? lastOf(delivery)?.status_code ?? undefined,
  },
  { id: 'took', header: 'Took, ms', value: (delivery) => lastOf(delivery)?.latency_ms, align: 'end' },
  {
    id: 'next',
    header: 'Next attempt',
    value: (delivery) => delivery.next_attempt_at ?? undefined,
    shown: (delivery) => delivery.next_attempt_at !== null && <Time seconds={delivery.next_attempt_at} />,
  },
  {
    id: 'replay',
    header: 'Replay',
    value: () => undefined,
    shown: (delivery) => delivery.status !== 'pending' && !delivery.test && <Replay delivery={delivery} />,
  },
];

/** What was sent to an endpoint in the last 30 days, and what it answered. */
export const Deliveries = ({ endpointId }: { endpointId: string }) => (
  <PagedTable
    list={deliveriesOf(endpointId)}
    name="deliveries"
    columns={columns}
    rowId={({ id }) => id}
    empty={<p className="soft">Nothing was sent to it yet.</p>}
  />
);

function Replay({ delivery }: { delivery: Delivery }) {
  const queries = useQueryClient();
  const { id: deliveryId, webhook_endpoint_id: endpointId } = delivery;
  const replay = useMutation({
    mutationFn: async () =>
      dataOf(
        await api.POST('/v1/webhook_endpoints/{endpointId}/deliveries/{deliveryId}/replay', {
          params: { path: { endpointId, deliveryId } },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: deliveriesOf(endpointId).queryKey }),
  });
  return (
    <>
      <button
        type="button"
        className="button"
        aria-label={`Replay ${delivery.event.type} of ${delivery.event.data.id}`}
        disabled={replay.isPending}
        onClick={() => replay.mutate()}
      >
        Replay
      </button>
      {replay.error && <span className="bad">{replay.error.message}</span>}
    </>
  );
}
