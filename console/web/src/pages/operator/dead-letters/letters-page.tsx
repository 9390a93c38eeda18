import '../../../styles/page.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { dataOf, operatorApi } from '../../../api/client.ts';
import { countText } from '../../../format/amounts.ts';
import { Time } from '../../../format/shown.tsx';
import { ConfirmDialog } from '../../../parts/confirm-dialog.tsx';
import { Awaited } from '../../../said/awaited.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import type { Column } from '../../../table/column.ts';
import { DataTable } from '../../../table/data-table.tsx';
import { PageHead } from '../../page-head.tsx';
import { type DeadLetter, deadLettersOf, type Reply } from '../queries.ts';

type Replayed = Reply<'/v1/operator/dead_letters/{queue}/replay', 'post'>;

export function OperatorLetters() {
  const { queue } = useParams({ from: '/operator/dead-letters/$queue' });
  const letters = useQuery(deadLettersOf(queue));
  const queries = useQueryClient();
  const replay = useMutation({
    mutationFn: async (messageIds: string[] | 'all') =>
      dataOf(
        await operatorApi.POST('/v1/operator/dead_letters/{queue}/replay', {
          params: { path: { queue } },
          ...(messageIds !== 'all' && { body: { message_ids: messageIds } }),
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ['operator', 'dead-letters'] }),
  });
  return (
    <>
      <PageHead title={`Dead letters ${queue}`} />
      <div className="row">
        <Link to="/operator/dead-letters">All dead letters</Link>
        <button type="button" className="button" onClick={() => void letters.refetch()}>
          Look again
        </button>
        <ReplayAll replay={() => replay.mutate('all')} isBusy={replay.isPending} />
      </div>
      <p role="status">{replay.data && replayedInWords(replay.data)}</p>
      {replay.error && <ErrorSaid error={replay.error} />}
      <Awaited query={letters}>
        {({ data, has_more: hasMore }) => (
          <section className="part" aria-label="Messages">
            {hasMore && (
              <p className="soft">There are more than the {countText(data.length)} that are shown.</p>
            )}
            <DataTable
              name="messages"
              rows={data}
              columns={columnsWith((id) => replay.mutate([id]))}
              rowId={({ id }) => id}
            />
          </section>
        )}
      </Awaited>
    </>
  );
}

const columnsWith = (replay: (id: string) => void): readonly Column<DeadLetter>[] => [
  {
    id: 'sent',
    header: 'First sent',
    value: (letter) => letter.sent_at,
    shown: (letter) => <Time seconds={letter.sent_at / 1_000} />,
  },
  {
    id: 'says',
    header: 'Names',
    value: ({ says }) => saysInWords(says),
    shown: ({ says }) => <code>{saysInWords(says)}</code>,
  },
  { id: 'message', header: 'Message', value: ({ id }) => id, shown: ({ id }) => <code>{id}</code> },
  {
    id: 'replay',
    header: 'Send back',
    value: () => undefined,
    shown: ({ id }) => (
      <button type="button" className="button" aria-label={`Send back ${id}`} onClick={() => replay(id)}>
        Send back
      </button>
    ),
  },
];

const saysInWords = (says: DeadLetter['says']) =>
  says === null
    ? 'no message of the market'
    : Object.entries(says)
        .map(([name, value]) => `${name} ${value}`)
        .join(', ');

const replayedInWords = ({ replayed, dropped, unreadable, left }: Replayed) =>
  [
    `${countText(replayed)} sent back`,
    ...(dropped > 0 ? [`${countText(dropped)} dropped, since nothing is left to do`] : []),
    ...(unreadable > 0 ? [`${countText(unreadable)} unreadable`] : []),
    `${countText(left)} left`,
  ].join('; ');

function ReplayAll({ replay, isBusy }: { replay: () => void; isBusy: boolean }) {
  const [isAsked, setIsAsked] = useState(false);
  const confirm = () => {
    setIsAsked(false);
    replay();
  };
  return (
    <>
      <button
        type="button"
        className="button"
        data-kind="first"
        disabled={isBusy}
        onClick={() => setIsAsked(true)}
      >
        Send all back…
      </button>
      {isAsked && (
        <ConfirmDialog
          title="Send all of them back?"
          does="Send back"
          confirm={confirm}
          close={() => setIsAsked(false)}
        >
          <p>
            What they died of should be mended: else they come here again. Each is done once, however often
            told.
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}
