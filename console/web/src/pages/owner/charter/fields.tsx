import { useState } from 'react';
import { microUsdOf, usdPattern, usdTextOf } from '../../../format/usd.ts';
import { Named } from '../../../parts/named.tsx';

/** Whole micro-units behind a field of USD: what is half written changes nothing yet. */
export function UsdField({
  name,
  microUsd,
  change,
}: {
  name: string;
  microUsd: number;
  change: (microUsd: number) => void;
}) {
  const [text, setText] = useState(() => usdTextOf(microUsd));
  const write = (written: string) => {
    setText(written);
    const micros = microUsdOf(written);
    if (!Number.isNaN(micros)) change(micros);
  };
  return (
    <Named name={name}>
      <input
        className="field"
        inputMode="decimal"
        required
        pattern={usdPattern}
        value={text}
        onChange={({ target }) => write(target.value)}
      />
    </Named>
  );
}

export function NumberField({
  name,
  value,
  range: [min, max],
  change,
}: {
  name: string;
  value: number;
  range: readonly [number, number];
  change: (value: number) => void;
}) {
  const [text, setText] = useState(() => String(value));
  const write = (written: string) => {
    setText(written);
    if (written.trim() !== '' && Number.isFinite(Number(written))) change(Number(written));
  };
  return (
    <Named name={name}>
      <input
        className="field"
        type="number"
        required
        min={min}
        max={max}
        step="any"
        value={text}
        onChange={({ target }) => write(target.value)}
      />
    </Named>
  );
}

export const TimeField = ({
  name,
  value,
  change,
}: {
  name: string;
  value: string;
  change: (value: string) => void;
}) => (
  <Named name={name}>
    <input
      className="field"
      required
      pattern="([01]\d|2[0-3]):[0-5]\d|24:00"
      placeholder="07:30"
      value={value}
      onChange={({ target }) => change(target.value)}
    />
  </Named>
);

export const Tick = ({
  name,
  isOn,
  change,
}: {
  name: string;
  isOn: boolean;
  change: (isOn: boolean) => void;
}) => (
  <label className="tick">
    <input type="checkbox" checked={isOn} onChange={({ target }) => change(target.checked)} /> {name}
  </label>
);

export function Choice<Value extends string>({
  name,
  value,
  among,
  change,
}: {
  name: string;
  value: Value;
  among: Readonly<Record<Value, string>>;
  change: (value: Value) => void;
}) {
  const isOne = (text: string): text is Value => text in among;
  return (
    <Named name={name}>
      <select
        className="field"
        value={value}
        onChange={({ target }) => isOne(target.value) && change(target.value)}
      >
        {Object.entries<string>(among).map(([id, words]) => (
          <option key={id} value={id}>
            {words}
          </option>
        ))}
      </select>
    </Named>
  );
}
