import { useMutation } from '@tanstack/react-query';
import { ErrorSaid } from '../../../said/error-said.tsx';
import { download } from '../../../table/download.ts';
import { type Batch, isRunning, textOfFile, textOfReceipts } from '../batch-queries.ts';

type Kind = { name: string; file: string; read: () => Promise<string> };

/** Fetched with who you are, then handed to the browser: a plain link would carry no token. */
export function Downloads({ batch }: { batch: Batch }) {
  const fetched = useMutation({
    mutationFn: async ({ file, read }: Kind) => download(file, await read(), 'application/jsonl'),
  });
  return (
    <section className="part" aria-labelledby="downloads">
      <h2 id="downloads">Downloads</h2>
      <div className="row">
        {kindsOf(batch).map((kind) => (
          <button
            key={kind.name}
            type="button"
            className="button"
            disabled={fetched.isPending}
            onClick={() => fetched.mutate(kind)}
          >
            {kind.name}
          </button>
        ))}
      </div>
      {fetched.error && <ErrorSaid error={fetched.error} />}
    </section>
  );
}

function kindsOf(batch: Batch): Kind[] {
  const ofFile = (name: string, fileId: string | null): Kind[] =>
    fileId ? [{ name, file: `${batch.id}_${name.toLowerCase()}.jsonl`, read: () => textOfFile(fileId) }] : [];
  const receipts: Kind = {
    name: 'Receipts',
    file: `${batch.id}_receipts.jsonl`,
    read: () => textOfReceipts(batch.id),
  };
  return [
    ...ofFile('Input', batch.input_file_id),
    ...ofFile('Output', batch.output_file_id),
    ...ofFile('Errors', batch.error_file_id),
    ...(isRunning(batch) || !batch.output_file_id ? [] : [receipts]),
  ];
}
