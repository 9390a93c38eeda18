import { useId, useState } from 'react';
import { countText } from '../../../format/amounts.ts';
import type { Quote } from '../batch-queries.ts';

type Errors = NonNullable<Quote['errors']>;
type Props = { errors: Errors; text: string; again: (text: string) => void };

/** What the market finds wrong, at the very lines, which can be mended here. */
export function BadLines({ errors, text, again }: Props) {
  const lines = text.split('\n');
  const [mended, setMended] = useState<ReadonlyMap<number, string>>(new Map());
  const numbers = [...new Set(errors.data.flatMap(({ line }) => line ?? []))].sort((a, b) => a - b);
  const ofNoLine = errors.data.filter(({ line }) => line === null);
  const isOnlyPart = errors.total > errors.data.length;
  return (
    <section className="part" aria-labelledby="wrong">
      <div className="row">
        <h2 id="wrong">
          {countText(errors.total)} {errors.total === 1 ? 'thing is' : 'things are'} wrong
        </h2>
        <button
          type="button"
          className="button"
          data-kind="first"
          onClick={() => again(lines.map((line, at) => mended.get(at + 1) ?? line).join('\n'))}
        >
          Check again
        </button>
      </div>
      {isOnlyPart && <p>The first {countText(errors.data.length)} are told.</p>}
      {ofNoLine.map(({ code, message }) => (
        <p key={`${code} ${message}`} className="bad">
          {message}
        </p>
      ))}
      <ol className="bad-lines">
        {numbers.map((number) => (
          <BadLine
            key={number}
            number={number}
            text={mended.get(number) ?? lines[number - 1] ?? ''}
            errors={errors.data.filter(({ line }) => line === number)}
            mend={(line) => setMended(new Map([...mended, [number, line]]))}
          />
        ))}
      </ol>
    </section>
  );
}

type LineProps = { number: number; text: string; errors: Errors['data']; mend: (text: string) => void };

function BadLine({ number, text, errors, mend }: LineProps) {
  const field = useId();
  return (
    <li>
      <label htmlFor={field}>Line {countText(number)}</label>
      <textarea
        id={field}
        className="field"
        aria-invalid
        aria-describedby={`${field}-says`}
        rows={2}
        spellCheck={false}
        value={text}
        onChange={({ target }) => mend(target.value.replaceAll('\n', ' '))}
      />
      <div id={`${field}-says`} className="bad">
        {errors.map(({ code, message, param }) => (
          <p key={`${code} ${param} ${message}`}>
            {message} <code>{param ?? code}</code>
          </p>
        ))}
      </div>
    </li>
  );
}
