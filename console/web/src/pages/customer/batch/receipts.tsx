import { useMutation } from '@tanstack/react-query';
import { api, dataOf } from '../../../api/client.ts';
import { countText } from '../../../format/amounts.ts';
import { ErrorSaid } from '../../../said/error-said.tsx';
import type { Column } from '../../../table/column.ts';
import { DataTable } from '../../../table/data-table.tsx';
import { textOfFile, textOfReceipts } from '../batch-queries.ts';
import { type Checked, checkReceipts } from './check-receipts.ts';

const columns: readonly Column<Checked>[] = [
  { id: 'line', header: 'Line', value: ({ line }) => line, align: 'end' },
  { id: 'custom_id', header: 'Request', value: ({ customId }) => customId },
  {
    id: 'verdict',
    header: 'Receipt',
    value: ({ problem }) => problem ?? 'verified',
    shown: ({ problem }) => <span className={problem ? 'bad' : 'good'}>{problem ?? 'verified'}</span>,
  },
  { id: 'vehicle', header: 'Vehicle (pseudonym)', value: ({ receipt }) => receipt?.vehicle },
  { id: 'class', header: 'Class', value: ({ receipt }) => receipt?.hardware_class ?? undefined },
  { id: 'engine', header: 'Engine', value: ({ receipt }) => receipt?.engine },
  { id: 'audit', header: 'Check elsewhere', value: ({ receipt }) => receipt?.audit },
  { id: 'key', header: 'SHA-256 of the line', value: ({ receipt }) => receipt?.output_sha256 },
];

/** Fetched, and checked in this browser against the market's published keys: nothing is taken on trust. */
export function Receipts({ batchId, outputFileId }: { batchId: string; outputFileId: string }) {
  const check = useMutation({
    mutationFn: async () => {
      const [receipts, output, keys] = await Promise.all([
        textOfReceipts(batchId),
        textOfFile(outputFileId),
        api.GET('/.well-known/jwks.json'),
      ]);
      return checkReceipts(receipts, output, dataOf(keys));
    },
  });
  return (
    <section className="part" aria-labelledby="receipts">
      <div className="row">
        <h2 id="receipts">Receipts</h2>
        <button
          type="button"
          className="button"
          data-kind="first"
          disabled={check.isPending}
          onClick={() => check.mutate()}
        >
          Check receipts
        </button>
      </div>
      <div role="status">
        {check.isIdle && (
          <p className="soft">
            Each line of the output was signed for. The check is done here, in your browser, against the keys
            at /.well-known/jwks.json.
          </p>
        )}
        {check.isPending && <p>Checking…</p>}
        {check.data && <Verdict checked={check.data} />}
      </div>
      {check.error && <ErrorSaid error={check.error} />}
      {check.data && (
        <DataTable
          name="receipts"
          rows={check.data}
          columns={columns}
          rowId={({ line, customId }) => `${line} ${customId}`}
        />
      )}
    </section>
  );
}

function Verdict({ checked }: { checked: Checked[] }) {
  const wrong = checked.filter(({ problem }) => problem !== undefined).length;
  if (checked.length === 0) return <p className="bad">Not verified: there are no receipts.</p>;
  if (wrong > 0)
    return (
      <p className="bad">
        Not verified: {countText(wrong)} of {countText(checked.length)} lines are not what was signed for.
      </p>
    );
  return <p className="good">Verified: each of {countText(checked.length)} lines is what was signed for.</p>;
}
