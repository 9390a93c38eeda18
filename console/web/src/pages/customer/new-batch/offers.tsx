import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { api, dataOf } from '../../../api/client.ts';
import { durationText } from '../../../format/duration.ts';
import { Count, Money, Time } from '../../../format/shown.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import { batchOf, type Quote } from '../batch-queries.ts';

type Offered = NonNullable<Quote['windows']>[number];

/** What it costs and when it would be done, for each window, side by side. */
export function Offers({ quote }: { quote: Quote }) {
  const run = useRun(quote.id);
  const { units } = quote;
  return (
    <section className="part" aria-labelledby="offers">
      <h2 id="offers">
        {units && <Count count={units.requests} />} requests to {quote.model}
      </h2>
      <p className="soft">
        The prices hold until <Time seconds={quote.expires_at} />
        {quote.minimum_micro_usd !== null && (
          <>
            ; a batch costs at least <Money microUsd={quote.minimum_micro_usd} />
          </>
        )}
        . Nothing is spent yet.
      </p>
      {quote.batch_id && (
        <p>
          It became{' '}
          <Link to="/customer/batches/$batchId" params={{ batchId: quote.batch_id }}>
            {quote.batch_id}
          </Link>
          .
        </p>
      )}
      <div className="cards">
        {quote.windows?.map((offered) => (
          <Offer
            key={offered.completion_window}
            offered={offered}
            isOff={run.isPending || quote.batch_id !== null}
            take={() => run.mutate(offered.completion_window)}
          />
        ))}
      </div>
      {run.error && <ErrorSaid error={run.error} />}
    </section>
  );
}

function useRun(quoteId: string) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async (window: Offered['completion_window']) =>
      dataOf(await api.POST('/v1/batches', { body: { quote_id: quoteId, completion_window: window } })),
    onSuccess: (batch) => {
      queries.setQueryData(batchOf(batch.id).queryKey, batch);
      void queries.invalidateQueries({ queryKey: ['batches'] });
      void navigate({ to: '/customer/batches/$batchId', params: { batchId: batch.id } });
    },
  });
}

const Offer = ({ offered, isOff, take }: { offered: Offered; isOff: boolean; take: () => void }) => (
  <article className="card" aria-label={`Within ${offered.completion_window}`}>
    <h3>Within {offered.completion_window}</h3>
    <dl className="facts">
      <dt>Likely</dt>
      <dd>
        <Money microUsd={offered.likely_micro_usd} />
      </dd>
      <dt>At most</dt>
      <dd>
        <Money microUsd={offered.ceiling_micro_usd} />
      </dd>
      <dt>Done in</dt>
      <dd>
        <EtaText eta={offered.eta} />
      </dd>
      <dt>To owners</dt>
      <dd>{offered.owners.percent} %</dd>
    </dl>
    {offered.is_full && <p className="bad">This window is full now.</p>}
    <button
      type="button"
      className="button"
      data-kind="first"
      disabled={isOff || offered.is_full}
      onClick={take}
    >
      Run within {offered.completion_window}
    </button>
  </article>
);

/** In one of two cases, and in nine of ten; or why nothing can be said. */
export const EtaText = ({ eta }: { eta: Offered['eta'] }) =>
  eta.p50_seconds === null || eta.p90_seconds === null ? (
    <span className="soft">{eta.reason}</span>
  ) : (
    <span title="p50: in one of two cases; p90: in nine of ten">
      {durationText(eta.p50_seconds)} (p50), {durationText(eta.p90_seconds)} (p90)
    </span>
  );
