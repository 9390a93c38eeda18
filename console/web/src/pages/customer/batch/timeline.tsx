import { Time } from '../../../format/shown.tsx';
import type { Batch } from '../batch-queries.ts';

const states = [
  ['created_at', 'Created'],
  ['in_progress_at', 'In progress'],
  ['cancelling_at', 'Cancelling'],
  ['finalizing_at', 'Finalizing'],
  ['completed_at', 'Completed'],
  ['failed_at', 'Failed'],
  ['expired_at', 'Expired'],
  ['cancelled_at', 'Cancelled'],
] as const satisfies readonly (readonly [keyof Batch, string])[];

/** What it has been through, in order, and what was promised. */
export const Timeline = ({ batch }: { batch: Batch }) => (
  <section className="part" aria-labelledby="states">
    <h2 id="states">
      {batch.status.replaceAll('_', ' ')}
      <span className="soft">
        {' '}
        · promised by <Time seconds={batch.x_parkade.promised_at} />
      </span>
    </h2>
    <ol className="states">
      {states.map(([member, name]) => {
        const at = batch[member];
        return (
          at !== null && (
            <li key={member}>
              <b>{name}</b>
              <Time seconds={at} />
            </li>
          )
        );
      })}
    </ol>
  </section>
);
