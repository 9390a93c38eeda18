import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { dataOf, ownerApi } from '../../../api/client.ts';
import { Money } from '../../../format/shown.tsx';
import { Awaited } from '../../../said/awaited.tsx';
import { Fact } from '../fact.tsx';
import type { Charter } from '../queries.ts';
import { NumberField } from './fields.tsx';
import { type Preview, previewOf } from './preview.ts';

type Range = { p10: number; p50: number; p90: number };
type HardwareClass = 'AI4' | 'AI5';

/** A commuter's car is plugged in so long in a week where it pays: the API's own assumption. */
const usualPluggedHours = 107;

/** Plugged in and allowed; the two are taken to have nothing to do with one another. */
const bodyOf = (charter: Charter, pluggedHours: number, { per_week: week }: Preview) => ({
  plug: 'home' as const,
  hours_per_week: Math.min(168, Math.max(0, Math.round((pluggedHours * week.allowed_hours * 10) / 168) / 10)),
  ...(week.micro_usd_per_kwh !== null && { micro_usd_per_kwh: week.micro_usd_per_kwh }),
  kinds: charter.kinds,
  chemistry: charter.car.chemistry,
  awake_anyway: charter.car.awakeAnyway,
  net_floor_micro_usd_per_hour: charter.netFloorMicroUsdPerHour,
});

export function WhatIf({
  charter,
  present,
  hardwareClass,
}: {
  charter: Charter;
  present: { version: number; charter: Charter } | undefined;
  hardwareClass: HardwareClass;
}) {
  const [pluggedHours, setPluggedHours] = useState(usualPluggedHours);
  const shared = { pluggedHours, hardwareClass };
  return (
    <section className="card" aria-labelledby="what-if">
      <h2 id="what-if">What it may earn in a month</h2>
      <div className="row">
        <NumberField
          name="Hours a week at the plug"
          value={pluggedHours}
          range={[0, 168]}
          change={setPluggedHours}
        />
      </div>
      <div className="cards">
        {present && (
          <Estimated title={`Now: version ${present.version}`} charter={present.charter} {...shared} />
        )}
        <Estimated title="These rules" charter={charter} {...shared} />
      </div>
      <p className="soft">
        An estimate of the market, not a promise: half of what may be is below the middle figure, a tenth
        below the lower and above the upper one.
      </p>
    </section>
  );
}

function Estimated({
  title,
  charter,
  pluggedHours,
  hardwareClass,
}: {
  title: string;
  charter: Charter;
  pluggedHours: number;
  hardwareClass: HardwareClass;
}) {
  const asked = useDeferredValue(charter);
  const { data: preview } = useQuery(previewOf(asked));
  const body = preview && { ...bodyOf(asked, pluggedHours, preview), hardware_class: hardwareClass };
  const query = useQuery({
    queryKey: ['estimate', body],
    queryFn: body
      ? async ({ signal }) => dataOf(await ownerApi.POST('/v1/owner/estimates', { body, signal }))
      : skipToken,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <article className="card" aria-label={title}>
      <h3>{title}</h3>
      <Awaited query={query}>
        {({ hours_per_week: hours, per_month: month }) => (
          <dl className="facts">
            <Fact name="Allowed at the plug">{hours} h a week</Fact>
            <Fact name="Computing">
              {month.computing_hours.p50} h ({month.computing_hours.p10} to {month.computing_hours.p90})
            </Fact>
            <Fact name="Gross">
              <MoneyRange range={month.gross_micro_usd} />
            </Fact>
            <Fact name="Energy">
              <MoneyRange range={month.energy_micro_usd} />
            </Fact>
            <Fact name="Wear">
              <MoneyRange range={month.wear_micro_usd} />
            </Fact>
            <Fact name="Net">
              <MoneyRange range={month.net_micro_usd} />
            </Fact>
          </dl>
        )}
      </Awaited>
    </article>
  );
}

const MoneyRange = ({ range: { p10, p50, p90 } }: { range: Range }) => (
  <>
    <Money microUsd={p50} /> (<Money microUsd={p10} /> to <Money microUsd={p90} />)
  </>
);
