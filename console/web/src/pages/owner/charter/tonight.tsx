import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { DayStrip } from '../../../charts/day-strip.tsx';
import { Awaited } from '../../../said/awaited.tsx';
import type { Charter } from '../queries.ts';
import { stripOf } from './night.ts';
import { type Departure, previewOf } from './preview.ts';
import { inOneSentence } from './sentence.ts';

/** The rules as they are written, and what a car makes of them. */
export function Tonight({ charter, departure }: { charter: Charter; departure: Departure | undefined }) {
  const asked = useDeferredValue({ charter, departure });
  return (
    <section className="tonight" aria-labelledby="tonight">
      <h2 id="tonight">What it will do tonight</h2>
      <Awaited query={useQuery(previewOf(asked.charter, asked.departure))}>
        {(preview) => (
          <>
            <p role="status">{inOneSentence(asked.charter, preview)}</p>
            <DayStrip
              title="From noon today to noon tomorrow, by hour of the clock"
              rows={stripOf(asked.charter.timeZone, preview)}
            />
          </>
        )}
      </Awaited>
    </section>
  );
}

/** What it will do tonight, in a sentence alone. */
export const TonightInWords = ({ charter }: { charter: Charter }) => (
  <Awaited query={useQuery(previewOf(charter))}>
    {(preview) => <p>{inOneSentence(charter, preview)}</p>}
  </Awaited>
);
