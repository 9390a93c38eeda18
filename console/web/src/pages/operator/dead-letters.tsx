import '../../styles/page.css';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { countText } from '../../format/amounts.ts';
import { Count } from '../../format/shown.tsx';
import { Awaited } from '../../said/awaited.tsx';
import { Said } from '../../said/said.tsx';
import type { Column } from '../../table/column.ts';
import { DataTable } from '../../table/data-table.tsx';
import { PageHead } from '../page-head.tsx';
import { allDeadLetters, type Reply } from './queries.ts';

type Queue = Reply<'/v1/operator/dead_letters'>['data'][number];

const columns: readonly Column<Queue>[] = [
  {
    id: 'queue',
    header: 'Queue',
    value: ({ id }) => id,
    shown: ({ id }) => (
      <Link to="/operator/dead-letters/$queue" params={{ queue: id }}>
        <code>{id}</code>
      </Link>
    ),
  },
  { id: 'of', header: 'Of', value: (queue) => ofWords[queue.of] },
  {
    id: 'messages',
    header: 'Messages',
    value: ({ messages }) => messages,
    shown: ({ messages }) => <Count count={messages} />,
    align: 'end',
  },
];

const ofWords = {
  queue: 'a queue of the market',
  lanes: 'the lanes of a model',
  stream: 'the table’s stream',
} as const;

export function OperatorDeadLetters() {
  const navigate = useNavigate();
  return (
    <>
      <PageHead
        title="Dead letters"
        says="Messages that were tried too often. Mend what they died of, then send them back."
      />
      <section className="part" aria-label="Dead letters">
        <Awaited query={useQuery(allDeadLetters)}>
          {({ queues, data }) =>
            data.length === 0 ? (
              <Said kind="empty" title="No dead letters">
                <p>All {countText(queues)} queues for them are empty.</p>
              </Said>
            ) : (
              <DataTable
                name="queues"
                rows={data}
                columns={columns}
                rowId={({ id }) => id}
                open={({ id: queue }) =>
                  void navigate({ to: '/operator/dead-letters/$queue', params: { queue } })
                }
              />
            )
          }
        </Awaited>
      </section>
    </>
  );
}
