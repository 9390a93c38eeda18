import Table from 'cli-table3';
import type { Range } from '../../shared/charter/estimate.ts';
import { microUsdPerKwh, type OwnersFigures } from './figures.ts';

const usd = (microUsd: number, decimals = 3) => (microUsd / 1e6).toFixed(decimals);
const prices = microUsdPerKwh.map((price) => `at ${usd(price, 2)} $/kWh`);

export function ownersTables(figures: OwnersFigures): string {
  return [
    billTable(figures),
    batteryTable(figures),
    hoursTable(figures),
    kindsTable(figures),
    monthTable(figures),
    'Assumed of the first of these months:',
    ...(figures.months[0]?.estimate.assumptions ?? []),
  ].join('\n');
}

function tableOf(head: string[], rows: (string | number)[][]): string {
  const table = new Table({
    head,
    colAligns: head.map((_, no) => (no === 0 ? 'left' : 'right')),
    style: { head: [], border: [], compact: true },
  });
  table.push(...rows);
  return table.toString();
}

const billTable = ({ bills }: OwnersFigures) =>
  tableOf(
    ['bill, $ an hour', 'W at the plug', ...prices],
    bills.map(({ car, wallWatts, microUsdPerHour }) => [
      car,
      wallWatts,
      ...microUsdPerHour.map((price) => usd(price)),
    ]),
  );

const batteryTable = ({ batteries }: OwnersFigures) =>
  tableOf(
    ['wear, $ an hour', 'battery', 'computer', 'the rest', 'in all', 'cycles in 1,000 h', 'capacity, %'],
    batteries.map(({ car, wear, microUsdPerHour, cyclesPer1000Hours, capacityPercentPer1000Hours }) => [
      car,
      usd(wear.cycle + wear.calendar),
      usd(wear.computer),
      usd(wear.cooling + wear.contactors + wear.charger),
      usd(microUsdPerHour),
      cyclesPer1000Hours,
      capacityPercentPer1000Hours,
    ]),
  );

const hoursTable = ({ habits }: OwnersFigures) =>
  tableOf(
    ['hours a week', 'allowed', 'not, mostly because of'],
    habits.map(({ habit, allowedHoursPerWeek, forbiddenHoursPerWeek }) => [
      habit,
      allowedHoursPerWeek,
      Object.entries(forbiddenHoursPerWeek)
        .slice(0, 4)
        .map(([code, hours]) => `${code} ${hours}`)
        .join(', '),
    ]),
  );

/** The first habit is as good as any: an hour is an hour. */
const kindsTable = ({ months, habits }: OwnersFigures) =>
  tableOf(
    ['net of an hour, $', 'embeddings', 'chat', 'pages'],
    months
      .filter(({ habit }) => habit === habits[0]?.habit)
      .map(({ car, microUsdPerKwh: price, estimate: { hours } }) => [
        `${car}, at ${usd(price, 2)} $/kWh`,
        ...hours.map(({ isRun, netMicroUsd }) => `${usd(netMicroUsd)}${isRun ? '' : ' not run'}`),
      ]),
  );

const monthTable = ({ months }: OwnersFigures) =>
  tableOf(
    ['a month: p10, p50, p90', 'net, $', 'computing, h', 'energy, kWh'],
    months.map(({ car, habit, microUsdPerKwh: price, estimate: month }) => [
      `${car}, ${habit}, at ${usd(price, 2)} $/kWh`,
      rangeText(month.netMicroUsdPerMonth, (value) => usd(value, 2)),
      rangeText(month.computingHoursPerMonth, String),
      rangeText(month.energyWattHoursPerMonth, (wattHours) => (wattHours / 1_000).toFixed(0)),
    ]),
  );

const rangeText = ({ p10, p50, p90 }: Range, text: (value: number) => string) =>
  [p10, p50, p90].map(text).join(', ');
