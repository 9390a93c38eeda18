import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { countText } from '../../../format/amounts.ts';
import { Awaited } from '../../../said/awaited.tsx';
import { type Batch, batches, batchOf, countsOf, isRunning } from '../batch-queries.ts';
import { EtaText } from '../new-batch/offers.tsx';

/** What runs now, each with how far it is; the list tells which, the batch itself tells why it waits. */
export const Running = () => (
  <section className="part" aria-labelledby="running">
    <div className="row">
      <h2 id="running">Running now</h2>
      <Link to="/customer/new-batch">New batch</Link>
      <Link to="/customer/batches">All batches</Link>
    </div>
    <Awaited query={useQuery(batches)}>
      {(all) => {
        const running = all.filter(isRunning);
        if (running.length === 0) return <p className="soft">Nothing runs at the moment.</p>;
        return (
          <div className="cards">
            {running.map((batch) => (
              <RunningBatch key={batch.id} listed={batch} />
            ))}
          </div>
        );
      }}
    </Awaited>
  </section>
);

function RunningBatch({ listed }: { listed: Batch }) {
  const { data: batch = listed } = useQuery(batchOf(listed.id));
  const { total, completed, failed } = countsOf(batch);
  const { progress, waiting_because: waiting } = batch.x_parkade;
  return (
    <article className="card" aria-label={`Batch ${batch.id}`}>
      <Link to="/customer/batches/$batchId" params={{ batchId: batch.id }}>
        <code>{batch.id}</code>
      </Link>
      <progress
        className="bar-of"
        value={completed + failed}
        max={Math.max(1, total)}
        aria-label={`Requests of ${batch.id} that have ended`}
      />
      <p>
        {countText(completed + failed)} of {countText(total)} requests · {batch.model}
      </p>
      {progress?.eta && progress.eta.p50_seconds !== null && (
        <p>
          Done in <EtaText eta={progress.eta} />
        </p>
      )}
      {waiting && <p className="soft">Waiting because: {waiting.message}</p>}
    </article>
  );
}
