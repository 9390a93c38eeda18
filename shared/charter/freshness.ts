import type { SignalName, Signals } from '../signals.ts';
import { type Finding, type Moment, notNow } from './finding.ts';
import { durationText } from './words.ts';

/**
 * How old a reading may be before it counts as unknown, in seconds, where the charter does not say otherwise. What
 * shows a person or a danger: a minute. What moves slowly: minutes. Feeds and plans: a day. The owner's own word does
 * not age.
 */
const usualAgeSeconds: Readonly<Record<SignalName, number>> = {
  pluggedIn: 60,
  charging: 60,
  chargingWatts: 60,
  stateOfChargePercent: 900,
  chargeLimitPercent: 86_400,
  gear: 60,
  userPresent: 60,
  doorOpen: 60,
  appInUse: 60,
  locked: 60,
  sentry: 60,
  softwareUpdate: 60,
  preconditioning: 60,
  crash: 60,
  tow: 60,
  serviceMode: 60,
  cabinCelsius: 300,
  batteryCelsius: 300,
  computerCelsius: 60,
  awake: 300,
  network: 60,
  departureAt: 86_400,
  computerMilliWatts: 60,
  energyRates: 86_400,
  wearThisMonthMicroUsd: 600,
  dataTodayBytes: 600,
  pausedUntil: Number.POSITIVE_INFINITY,
  finishThenStop: Number.POSITIVE_INFINITY,
};

/** A reading may be ahead of the judge's clock by so much: sources have clocks of their own. */
const aheadMillis = 5_000;

type Value<Name extends SignalName> = NonNullable<Signals[Name]>['value'];

/** The value of a signal that was told lately enough. */
export function freshValue<Name extends SignalName>(moment: Moment, name: Name): Value<Name> | undefined {
  const reading = moment.signals[name];
  if (!reading) return undefined;
  const age = moment.now - reading.at;
  return age >= -aheadMillis && age <= ageLimitMillis(moment, name) ? reading.value : undefined;
}

const ageLimitMillis = ({ charter }: Moment, name: SignalName) =>
  (charter.signalAgeSeconds?.[name] ?? usualAgeSeconds[name]) * 1_000;

/** What a rule says that needs the signal: `judged` of its value, or that it is not known and since when. */
export function whenKnown<Name extends SignalName>(
  moment: Moment,
  name: Name,
  judged: (value: Value<Name>) => Finding[],
): Finding[] {
  const value = freshValue(moment, name);
  return value === undefined ? [unknown(moment, name)] : judged(value);
}

/** What the owner reads where a signal is not known. */
const whatIsTold: Readonly<Record<SignalName, string>> = {
  pluggedIn: 'whether the cable is plugged in',
  charging: 'whether the car charges',
  chargingWatts: 'what charging draws',
  stateOfChargePercent: 'how full the battery is',
  chargeLimitPercent: 'how far the car charges',
  gear: 'which gear is in',
  userPresent: 'whether somebody is in the car',
  doorOpen: 'whether a door is open',
  appInUse: 'whether the app is in use',
  locked: 'whether the car is locked',
  sentry: 'whether the sentry watches',
  softwareUpdate: 'whether the car is being updated',
  preconditioning: 'whether the car is being warmed or cooled for a trip',
  crash: 'whether the car was hit',
  tow: 'whether the car is being towed',
  serviceMode: 'whether the car is in service',
  cabinCelsius: 'how warm the cabin is',
  batteryCelsius: 'how warm the battery is',
  computerCelsius: 'how warm the computer is',
  awake: 'whether the car is awake anyway',
  network: 'which network the car uses',
  departureAt: 'when the car leaves',
  computerMilliWatts: 'what the computer draws',
  energyRates: 'what electricity costs',
  wearThisMonthMicroUsd: 'how much wear was metered this month',
  dataTodayBytes: 'how much data was used today',
  pausedUntil: 'whether computing is paused',
  finishThenStop: 'whether computing is to end',
};

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function unknown(moment: Moment, name: SignalName): Finding {
  const reading = moment.signals[name];
  const what = `it is not known ${whatIsTold[name]}`;
  if (!reading) return notNow(`missing-${kebab(name)}`, `${what}: no source has told it.`);
  const isAhead = reading.at > moment.now;
  if (isAhead) return notNow(`stale-${kebab(name)}`, `${what}: the last word is dated ahead of the clock.`);
  const trusted = durationText(ageLimitMillis(moment, name));
  return notNow(
    `stale-${kebab(name)}`,
    `${what}: last told ${durationText(moment.now - reading.at)} ago, and only ${trusted} are trusted.`,
  );
}
