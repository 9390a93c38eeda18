import '../styles/charts.css';
import { scaleLinear } from 'd3-scale';
import { type CSSProperties, useId } from 'react';

type Props = {
  title: string;
  names: readonly string[];
  /** Of each name with each name, in their order. */
  amounts: readonly (readonly number[])[];
  /** What is palest and what is darkest. */
  range: readonly [number, number];
  format: (amount: number) => string;
};

/** A small matrix as a table, each figure on a ground as dark as it is great: the colour says nothing that is not written. */
export function HeatMap({ title, names, amounts, range, format }: Props) {
  const titleId = useId();
  const percent = scaleLinear(range, [0, 45]).clamp(true);
  return (
    <figure className="chart heat" aria-labelledby={titleId}>
      <figcaption>
        <b id={titleId}>{title}</b>
      </figcaption>
      <table aria-labelledby={titleId}>
        <thead>
          <tr>
            <td />
            {names.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map((name, row) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {names.map((other, column) => {
                const amount = amounts[row]?.[column] ?? 0;
                return (
                  <td key={other} style={{ '--heat': `${percent(amount)}%` } as CSSProperties}>
                    {format(amount)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
