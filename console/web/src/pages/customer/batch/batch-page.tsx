import '../../../styles/page.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { api, dataOf } from '../../../api/client.ts';
import { Money } from '../../../format/shown.tsx';
import { Awaited } from '../../../said/awaited.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import { PageHead } from '../../page-head.tsx';
import { type Batch, batchOf, isRunning } from '../batch-queries.ts';
import { Downloads } from './downloads.tsx';
import { Preview } from './preview.tsx';
import { Progress } from './progress.tsx';
import { Receipts } from './receipts.tsx';
import { Timeline } from './timeline.tsx';

export function CustomerBatch() {
  const { batchId } = useParams({ from: '/customer/batches/$batchId' });
  return (
    <>
      <PageHead title={`Batch ${batchId}`} />
      <p>
        <Link to="/customer/batches">All batches</Link>
      </p>
      <Awaited query={useQuery(batchOf(batchId))}>{(batch) => <Shown batch={batch} />}</Awaited>
    </>
  );
}

function Shown({ batch }: { batch: Batch }) {
  const { id, output_file_id: outputFileId, error_file_id: errorFileId } = batch;
  return (
    <>
      <Timeline batch={batch} />
      <Progress batch={batch} />
      {isRunning(batch) && batch.status !== 'cancelling' && <Cancel batchId={id} />}
      <Facts batch={batch} />
      {(batch.errors?.data ?? []).map(({ line, code, message }) => (
        <p key={`${line} ${code}`} className="bad">
          {line !== null && `Line ${line}: `}
          {message}
        </p>
      ))}
      <Downloads batch={batch} />
      {outputFileId && <Preview title="Output" fileId={outputFileId} />}
      {errorFileId && <Preview title="Errors" fileId={errorFileId} />}
      {outputFileId && <Receipts batchId={id} outputFileId={outputFileId} />}
    </>
  );
}

function Cancel({ batchId }: { batchId: string }) {
  const queries = useQueryClient();
  const cancel = useMutation({
    mutationFn: async () =>
      dataOf(await api.POST('/v1/batches/{batchId}/cancel', { params: { path: { batchId } } })),
    onSuccess: (batch) => queries.setQueryData(batchOf(batchId).queryKey, batch),
  });
  return (
    <div className="part">
      <div className="row">
        <button type="button" className="button" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
          Cancel the batch
        </button>
        <span className="soft">What is finished is kept, and charged.</span>
      </div>
      {cancel.error && <ErrorSaid error={cancel.error} />}
    </div>
  );
}

const Facts = ({ batch: { x_parkade: more, ...batch } }: { batch: Batch }) => (
  <section className="part" aria-labelledby="facts">
    <h2 id="facts">Money and terms</h2>
    <dl className="tiles">
      <div className="tile">
        <dt>At most</dt>
        <dd>
          <Money microUsd={more.quoted_micro_usd} />
        </dd>
      </div>
      <div className="tile">
        <dt>Charged</dt>
        <dd>
          <Money microUsd={more.charged_micro_usd} />
        </dd>
      </div>
      <div className="tile">
        <dt>Given back</dt>
        <dd>
          <Money microUsd={more.credited_micro_usd} />
        </dd>
      </div>
    </dl>
    <dl className="facts">
      <dt>Model</dt>
      <dd>{batch.model}</dd>
      <dt>Window</dt>
      <dd>{batch.completion_window}</dd>
      <dt>Tasks</dt>
      <dd>{more.tasks}</dd>
      {batch.usage && (
        <>
          <dt>Tokens</dt>
          <dd>
            {batch.usage.input_tokens.toLocaleString('en-US')} in,{' '}
            {batch.usage.output_tokens.toLocaleString('en-US')} out
          </dd>
        </>
      )}
    </dl>
  </section>
);
