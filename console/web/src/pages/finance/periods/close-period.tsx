import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { dataOf, financeApi } from '../../../api/client.ts';
import { Time } from '../../../format/shown.tsx';
import { ConfirmDialog } from '../../../parts/confirm-dialog.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import type { Periods } from '../book-queries.ts';

/** The next month in their order, and what it waits for. It may be tried at any time: the API refuses, and says why. */
export function ClosePeriod({
  told: { next_month: month, next_closes_from: from },
}: {
  told: Pick<Periods, 'next_month' | 'next_closes_from'>;
}) {
  const [isAsked, setIsAsked] = useState(false);
  const queries = useQueryClient();
  const close = useMutation({
    mutationFn: async (asked: string) =>
      dataOf(
        await financeApi.POST('/v1/finance/periods/{month}/close', { params: { path: { month: asked } } }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['finance'] }),
  });
  if (month === null)
    return <p className="soft">Nothing is in the journal yet: there is no month to close.</p>;
  const isTooEarly = from !== null && from > Date.now();
  return (
    <section className="part" aria-label="Next to close">
      <p>
        {month} is the next to close
        {from !== null && (
          <>
            {isTooEarly ? ', from ' : ', since '}
            <Time seconds={from / 1_000} /> on
          </>
        )}
        {!isTooEarly && ', as soon as all its entries are in the journal'}.
      </p>
      <div className="row">
        <button
          type="button"
          className="button"
          data-kind="first"
          disabled={close.isPending}
          onClick={() => setIsAsked(true)}
        >
          Close {month}
        </button>
        <span role="status">
          {close.data && `${close.data.month} is closed, with ${close.data.entries} entries.`}
        </span>
      </div>
      {close.error && <ErrorSaid error={close.error} />}
      {isAsked && (
        <ConfirmDialog
          title={`Close ${month} for good?`}
          does={`Close ${month}`}
          confirm={() => {
            setIsAsked(false);
            close.mutate(month);
          }}
          close={() => setIsAsked(false)}
        >
          <p>From then on no entry of it can be made or changed. It can’t be opened again.</p>
        </ConfirmDialog>
      )}
    </section>
  );
}
