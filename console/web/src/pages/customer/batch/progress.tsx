import { countText } from '../../../format/amounts.ts';
import { Count, Money } from '../../../format/shown.tsx';
import { type Batch, countsOf } from '../batch-queries.ts';
import { EtaText } from '../new-batch/offers.tsx';

/** How far it is, who is at it, when it will be done, and why it waits. */
export function Progress({ batch }: { batch: Batch }) {
  const { total, completed, failed } = countsOf(batch);
  const done = completed + failed;
  const { progress, waiting_because: waiting, cost_so_far_micro_usd: cost } = batch.x_parkade;
  return (
    <section className="part" aria-labelledby="progress">
      <h2 id="progress">
        {countText(done)} of {countText(total)} requests
      </h2>
      <progress className="bar-of" value={done} max={Math.max(1, total)} aria-labelledby="progress" />
      <dl className="facts">
        <dt>Completed</dt>
        <dd>
          <Count count={completed} />
        </dd>
        <dt>Failed</dt>
        <dd>
          <Count count={failed} />
        </dd>
        <dt>Open</dt>
        <dd>
          <Count count={total - done} />
        </dd>
        {progress && (
          <>
            <dt>Vehicles at it</dt>
            <dd>
              <Count count={progress.vehicles_at_work} />
            </dd>
          </>
        )}
        {progress?.eta && progress.eta.p50_seconds !== null && (
          <>
            <dt>Done in</dt>
            <dd>
              <EtaText eta={progress.eta} />
            </dd>
          </>
        )}
        {waiting && (
          <>
            <dt>Waiting because</dt>
            <dd>{waiting.message}</dd>
          </>
        )}
        <dt>Cost so far</dt>
        <dd>
          <Money microUsd={cost} />
        </dd>
      </dl>
    </section>
  );
}
