import { celsiusText, durationText, kilowattText, percentText, usdText } from '../../shared/charter/words.ts';
import type { Charter, WeeklyWindow } from '../../shared/charter.ts';

/** The rules as their owner would say them, a sentence each. Nothing that the charter has is left out. */
export function charterSentences(rules: Charter): string[] {
  const { timeZone, car, network } = rules;
  return [
    `Times are those of ${timeZone}.`,
    `The car: ${car.packKwh} kWh of ${car.chemistry.toUpperCase()} cells, charged by up to ${kilowattText(car.chargerWatts)}, a computer of up to ${car.computerWatts} W; without computing it would ${car.awakeAnyway ? 'be awake as well' : 'sleep'}.`,
    'It computes only in P and with the cable plugged in.',
    hours(rules),
    `The battery never gets below ${percentText(rules.stateOfChargeFloorPercent)} for it.`,
    ...departures(rules),
    ...tariff(rules),
    `An hour of computing leaves at least ${usdText(rules.netFloorMicroUsdPerHour)} after energy and wear.`,
    `The plug's circuit carries ${kilowattText(rules.circuitWatts)}: charging goes first, computing gets the rest.`,
    ...temperatures(rules),
    rules.wearBudgetMicroUsdPerMonth === undefined
      ? 'Wear has no budget; it is metered and paid for.'
      : `It wears out at most ${usdText(rules.wearBudgetMicroUsdPerMonth)} a month.`,
    `It uses ${network.wifiOnly ? 'Wi-Fi only' : 'any network'}${network.bytesPerDay === undefined ? '' : `, and at most ${megabytes(network.bytesPerDay)} a day`}.`,
    `It runs ${list(rules.kinds)}.`,
    ...interlocks(rules),
    ...signalAges(rules),
  ];
}

const list = (words: readonly string[]): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

const megabytes = (bytes: number) => `${(bytes / 1e6).toLocaleString('en-US')} MB`;

const weekdayNames = {
  mon: 'Mondays',
  tue: 'Tuesdays',
  wed: 'Wednesdays',
  thu: 'Thursdays',
  fri: 'Fridays',
  sat: 'Saturdays',
  sun: 'Sundays',
} as const;

const onDays = (days: WeeklyWindow['days']): string =>
  new Set(days).size === 7 ? 'every day' : `on ${list(days.map((day) => weekdayNames[day]))}`;

const windowText = ({ days, from, to }: WeeklyWindow): string =>
  `${onDays(days)} from ${from} until ${to}${to <= from ? ' of the next day' : ''}`;

const hours = ({ hours: windows }: Charter): string =>
  windows ? `It computes ${windows.map(windowText).join(', and ')}.` : 'It computes at any hour.';

function departures({ departure }: Charter): string[] {
  const { weekly, dated, carsPlanTargetPercent, reserveMinutes } = departure;
  return [
    ...weekly.map(
      ({ days, at, targetPercent }) =>
        `${sentence(onDays(days))} at ${at} it is charged to ${percentText(targetPercent)}.`,
    ),
    ...dated.map(
      ({ at, targetPercent }) =>
        `On ${at.replace('T', ' at ')} it is charged to ${percentText(targetPercent)}.`,
    ),
    `For a departure that the car itself plans it is charged to ${percentText(carsPlanTargetPercent)}.`,
    `Before each departure computing ends early enough to charge, and ${reserveMinutes} minutes more.`,
  ];
}

const sentence = (text: string) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

function tariff({ tariff: agreed }: Charter): string[] {
  const ceiling = `It computes up to ${usdText(agreed.ceilingMicroUsdPerKwh)} a kWh.`;
  if (agreed.kind === 'fixed') return [`Electricity costs ${usdText(agreed.microUsdPerKwh)} a kWh.`, ceiling];
  if (agreed.kind === 'dynamic') return ['What electricity costs is told by a price feed.', ceiling];
  const windows = agreed.windows.map(
    (window) => `${usdText(window.microUsdPerKwh)} a kWh ${windowText(window)}`,
  );
  return [
    `Electricity costs ${windows.join(', ')}, and otherwise ${usdText(agreed.otherwiseMicroUsdPerKwh)}.`,
    ceiling,
  ];
}

const temperatures = ({ temperatures: limits }: Charter): string[] =>
  Object.entries(limits).flatMap(([name, limit]) =>
    limit
      ? [`It stops when the ${name} is above ${celsiusText(limit.maxCelsius)}${onlyIfTold(limit.signal)}.`]
      : [],
  );

const onlyIfTold = (heed: string) => (heed === 'if-told' ? ', where the car tells it' : '');

const interlockTexts: Readonly<Record<keyof Charter['interlocks'], string>> = {
  userPresent: 'somebody is in the car',
  doorOpen: 'a door is open',
  appInUse: 'the app is in use',
  softwareUpdate: 'the car is being updated',
  crash: 'the car was hit',
  tow: 'the car is being towed',
  serviceMode: 'the car is in service',
  sentry: 'the sentry watches',
  preconditioning: 'the car is being warmed or cooled for a trip',
  unlocked: 'the car is unlocked',
};

const heedTexts = {
  required: 'It stops, and does not start where this is not known, when',
  'if-told': 'Where the car tells it, it stops when',
  ignored: 'It does not mind whether',
} as const;

const interlocks = ({ interlocks: heeded }: Charter): string[] =>
  (Object.keys(heedTexts) as (keyof typeof heedTexts)[]).flatMap((heed) => {
    const names = (Object.keys(interlockTexts) as (keyof typeof interlockTexts)[]).filter(
      (name) => heeded[name] === heed,
    );
    const texts = names.map((name) => interlockTexts[name]);
    return texts.length === 0 ? [] : [`${heedTexts[heed]} ${orList(texts)}.`];
  });

const orList = (words: readonly string[]): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

const signalAges = ({ signalAgeSeconds = {} }: Charter): string[] =>
  Object.entries(signalAgeSeconds).flatMap(([name, seconds]) =>
    seconds === undefined ? [] : [`${name} is trusted for ${durationText(seconds * 1_000)}.`],
  );
