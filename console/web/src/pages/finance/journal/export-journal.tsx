import { useMutation } from '@tanstack/react-query';
import { saveFile } from '../../../api/save-file.ts';
import { ErrorSaid } from '../../../said/error-said.tsx';
import type { Days } from './journal-days.ts';

const formats = {
  csv: 'CSV, a row a posting',
  quickbooks: 'QuickBooks Online',
  xero: 'Xero',
} as const;
type Format = keyof typeof formats;
const formatNames = Object.keys(formats) as Format[];

/** Xero takes 300 lines at a time: each part is a file. How many were saved. */
async function saveAll(format: Format, days: Days): Promise<number> {
  const save = (part: number) =>
    saveFile(`/v1/finance/exports/journal?${new URLSearchParams({ ...days, format, part: String(part) })}`);
  const parts = Number((await save(1)).get('x-parkade-parts') ?? 1);
  for (let part = 2; part <= parts; part++) await save(part);
  return Math.max(parts, 1);
}

export function ExportJournal({ days }: { days: Days }) {
  const save = useMutation({ mutationFn: (format: Format) => saveAll(format, days) });
  return (
    <section className="part" aria-labelledby="export">
      <h2 id="export">Export</h2>
      <p>
        All entries from {days.from} to {days.to}, whatever accounts are looked at. For bookkeeping programs
        they are summed by day, in cents; what was cut is on a rounding account.
      </p>
      <div className="row">
        {formatNames.map((format) => (
          <button
            key={format}
            type="button"
            className="button"
            disabled={save.isPending}
            onClick={() => save.mutate(format)}
          >
            {formats[format]}
          </button>
        ))}
        <span role="status">
          {save.data !== undefined && `Saved: ${save.data} ${save.data === 1 ? 'file' : 'files'}.`}
        </span>
      </div>
      {save.error && <ErrorSaid error={save.error} />}
    </section>
  );
}
