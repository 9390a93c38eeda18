import '../styles/charts.css';
import { scaleBand, scaleLinear } from 'd3-scale';
import { stack } from 'd3-shape';
import { useId } from 'react';
import type { DaySums } from './day-sums.ts';

const width = 720;
const height = 220;
const edge = { left: 64, right: 8, top: 8, bottom: 22 };
const ticks = 4;
const labelsMax = 10;

type Props = {
  title: string;
  days: readonly DaySums[];
  series: readonly string[];
  format: (amount: number) => string;
};

/** Bars by day, each of its parts on top of the last; the same figures are there as a table for who can't see them. */
export function StackedBars({ title, days, series, format }: Props) {
  const titleId = useId();
  const sumOf = ({ sums }: DaySums) => series.reduce((sum, name) => sum + (sums[name] ?? 0), 0);
  const x = scaleBand(
    days.map(({ day }) => day),
    [edge.left, width - edge.right],
  ).padding(0.2);
  const y = scaleLinear([0, Math.max(0, ...days.map(sumOf)) || 1], [height - edge.bottom, edge.top]).nice(
    ticks,
  );
  const layers = stack<DaySums>()
    .keys(series)
    .value(({ sums }, name) => sums[name] ?? 0)([...days]);
  const labelEvery = Math.ceil(days.length / labelsMax);
  return (
    <figure className="chart" aria-labelledby={titleId}>
      <figcaption>
        <b id={titleId}>{title}</b>
        {series.map((name, at) => (
          <span key={name} className={`legend series-${at + 1}`}>
            {name}
          </span>
        ))}
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden>
        {y.ticks(ticks).map((tick) => (
          <g key={tick}>
            <line className="rule" x1={edge.left} x2={width - edge.right} y1={y(tick)} y2={y(tick)} />
            <text x={edge.left - 6} y={y(tick) + 4} textAnchor="end">
              {format(tick)}
            </text>
          </g>
        ))}
        {layers.map((layer, at) => (
          <g key={layer.key} className={`series-${at + 1}`}>
            {layer.map(({ 0: from, 1: to, data }) => (
              <rect
                key={data.day}
                className="filled"
                x={x(data.day)}
                width={x.bandwidth()}
                y={y(to)}
                height={y(from) - y(to)}
              >
                <title>{`${data.day}, ${layer.key}: ${format(to - from)}`}</title>
              </rect>
            ))}
          </g>
        ))}
        {days.map(
          ({ day }, at) =>
            at % labelEvery === 0 && (
              <text key={day} x={(x(day) ?? 0) + x.bandwidth() / 2} y={height - 6} textAnchor="middle">
                {day.slice(5)}
              </text>
            ),
        )}
      </svg>
      <div className="unseen">
        <table>
          <caption>{title}</caption>
          <thead>
            <tr>
              <th scope="col">Day</th>
              {series.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.map(({ day, sums }) => (
              <tr key={day}>
                <th scope="row">{day}</th>
                {series.map((name) => (
                  <td key={name}>{format(sums[name] ?? 0)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
