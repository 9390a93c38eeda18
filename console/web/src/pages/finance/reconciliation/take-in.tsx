import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { dataOf, financeApi } from '../../../api/client.ts';
import { Count } from '../../../format/shown.tsx';
import { Named } from '../../../parts/named.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import { CsvLayoutFields, layoutAsked, plainLayout } from './csv-layout.tsx';

const formats = ['csv', 'camt.053', 'mt940'] as const;
type Format = (typeof formats)[number];

/** By its name, as a guess that can be corrected. */
function formatOf(name: string): Format {
  if (/\.xml$/i.test(name)) return 'camt.053';
  return /\.(sta|mt940|940)$/i.test(name) ? 'mt940' : 'csv';
}

/** A file that the bank gave: it is refused whole, with its line, or its new lines are kept. */
export function TakeIn({ account }: { account: string }) {
  const [file, setFile] = useState<File>();
  const [format, setFormat] = useState<Format>('csv');
  const [layout, setLayout] = useState(plainLayout);
  const queries = useQueryClient();
  const take = useMutation({
    mutationFn: async (chosen: File) => {
      const csv = format === 'csv' && { csv: layoutAsked(layout) };
      const body = { account, format, text: await chosen.text(), ...csv };
      return dataOf(await financeApi.POST('/v1/finance/bank_statements', { body }));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['finance', 'bank'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file) take.mutate(file);
  };
  return (
    <section className="part" aria-labelledby="take-in">
      <h2 id="take-in">Take a statement in</h2>
      <form className="row" onSubmit={submit}>
        <Named name="File">
          <input
            className="field"
            type="file"
            required
            onChange={({ target }) => {
              const chosen = target.files?.[0];
              setFile(chosen);
              if (chosen) setFormat(formatOf(chosen.name));
            }}
          />
        </Named>
        <Named name="Format">
          <select
            className="field"
            value={format}
            onChange={({ target }) => setFormat(formats.find((each) => each === target.value) ?? 'csv')}
          >
            {formats.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </Named>
        <button type="submit" className="button" data-kind="first" disabled={take.isPending}>
          Take it in
        </button>
      </form>
      {format === 'csv' && <CsvLayoutFields layout={layout} change={setLayout} />}
      {take.data && (
        <p role="status">
          <Count count={take.data.lines} /> lines from {take.data.first_day} to {take.data.last_day},{' '}
          <Count count={take.data.new_lines} /> of them new.
        </p>
      )}
      {take.error && <ErrorSaid error={take.error} />}
    </section>
  );
}
