import { useQuery } from '@tanstack/react-query';
import { Awaited } from '../../../said/awaited.tsx';
import type { Column } from '../../../table/column.ts';
import { DataTable } from '../../../table/data-table.tsx';
import { firstLinesOf } from '../batch-queries.ts';

type Line = {
  id: string;
  custom_id: string;
  response: { status_code: number; body: unknown } | null;
  error: { code: string; message: string } | null;
};

const columns: readonly Column<Line>[] = [
  { id: 'custom_id', header: 'Request', value: ({ custom_id }) => custom_id },
  { id: 'status', header: 'HTTP', value: ({ response }) => response?.status_code, align: 'end' },
  { id: 'answer', header: 'Answer', value: answerOf },
];

/** The beginning of an output or error file, as far as 64 KB reach. */
export const Preview = ({ title, fileId }: { title: string; fileId: string }) => (
  <section className="part" aria-labelledby={fileId}>
    <h2 id={fileId}>{title}, its first lines</h2>
    <Awaited query={useQuery(firstLinesOf(fileId))}>
      {(lines) => (
        <DataTable
          name={`lines of ${title.toLowerCase()}`}
          rows={lines as Line[]}
          columns={columns}
          rowId={({ id }) => id}
        />
      )}
    </Awaited>
  </section>
);

type Answered = {
  choices?: { message?: { content?: string | null } }[];
  data?: { embedding?: readonly number[] }[];
  error?: { message?: string };
};

const numbersShown = 6;

/** What a person would read of it: the text, the beginning of a vector, or what went wrong. */
function answerOf({ response, error }: Line): string {
  if (error) return `${error.code}: ${error.message}`;
  const { choices, data, error: refused } = (response?.body ?? {}) as Answered;
  const text = choices?.[0]?.message?.content;
  if (typeof text === 'string') return text;
  const vector = data?.[0]?.embedding;
  if (vector)
    return `${vector.length} numbers: ${vector
      .slice(0, numbersShown)
      .map((number) => number.toFixed(3))
      .join(', ')}…`;
  return refused?.message ?? JSON.stringify(response?.body);
}
