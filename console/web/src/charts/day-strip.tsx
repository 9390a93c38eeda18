import '../styles/charts.css';
import { scaleLinear } from 'd3-scale';
import { useId } from 'react';

/** A stretch of the day, in hours from its midnight, that belongs to a row and says what it is. */
export type Stretch = { fromHour: number; toHour: number; says: string };
export type StripRow = { name: string; stretches: readonly Stretch[] };

const width = 720;
const rowHeight = 26;
const edge = { left: 110, right: 10, top: 4, bottom: 20 };
const hourLabels = [0, 3, 6, 9, 12, 15, 18, 21, 24];

/** What happens when, on one line each: hours of one day from left to right, told as a list as well. */
export function DayStrip({ title, rows }: { title: string; rows: readonly StripRow[] }) {
  const titleId = useId();
  const height = edge.top + rows.length * rowHeight + edge.bottom;
  const x = scaleLinear([0, 24], [edge.left, width - edge.right]);
  return (
    <figure className="chart" aria-labelledby={titleId}>
      <figcaption>
        <b id={titleId}>{title}</b>
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden>
        {hourLabels.map((hour) => (
          <g key={hour}>
            <line className="rule" x1={x(hour)} x2={x(hour)} y1={edge.top} y2={height - edge.bottom} />
            <text x={x(hour)} y={height - 5} textAnchor="middle">
              {hour}
            </text>
          </g>
        ))}
        {rows.map(({ name, stretches }, at) => (
          <g key={name} className={`series-${at + 1}`}>
            <text x={edge.left - 8} y={edge.top + at * rowHeight + 17} textAnchor="end">
              {name}
            </text>
            {stretches.map(({ fromHour, toHour, says }) => (
              <rect
                key={fromHour}
                className="filled"
                x={x(fromHour)}
                width={x(toHour) - x(fromHour)}
                y={edge.top + at * rowHeight + 4}
                height={rowHeight - 8}
                rx={3}
              >
                <title>{says}</title>
              </rect>
            ))}
          </g>
        ))}
      </svg>
      <ul className="unseen">
        {rows.flatMap(({ name, stretches }) =>
          stretches.map(({ fromHour, says }) => <li key={`${name} ${fromHour}`}>{`${name}: ${says}`}</li>),
        )}
      </ul>
    </figure>
  );
}
