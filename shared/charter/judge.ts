import type { Charter } from '../charter.ts';
import type { Judgement, Reason } from '../judgement.ts';
import type { Signals } from '../signals.ts';
import { withinHours } from './allowed-hours.ts';
import { overBatteryFloor } from './battery-floor.ts';
import { onAllowedNetwork, underDataCap, withinWearBudget } from './budgets.ts';
import { chargedByDeparture } from './departure.ts';
import { type Finding, notNow, type Rule, until } from './finding.ts';
import { interlocksOpen, ownersWord, parkedAndPlugged } from './interlocks.ts';
import { dayMillis } from './local-time.ts';
import { permittedWatts, roomOnCircuit } from './power.ts';
import { underCeiling } from './price-ceiling.ts';
import { coolEnough } from './temperature.ts';

/** In the order in which an owner reads them, where they weigh the same. */
const rules: readonly Rule[] = [
  parkedAndPlugged,
  interlocksOpen,
  ownersWord,
  withinHours,
  chargedByDeparture,
  overBatteryFloor,
  underCeiling,
  roomOnCircuit,
  coolEnough,
  withinWearBudget,
  onAllowedNetwork,
  underDataCap,
];

/** Nobody can say more than a day ahead; there is no harm in judging again. */
const horizonMillis = dayMillis;

/** A clock outside of it was never set: 2020 to 2099. */
const firstCredible = Date.UTC(2020);
const lastCredible = Date.UTC(2100);

/**
 * Whether the owner's rules let the car compute, until when, and why, from what the car says. Pure and total: any
 * charter, signals and time are judged. What a rule needs and is not known, or was told too long ago, forbids. The end
 * is the earliest that is known; as long as the signals stay as they are, nothing changes before it.
 */
export function judge(charter: Charter, signals: Signals, now: number): Judgement {
  if (!(now >= firstCredible && now < lastCredible))
    return refusal([notNow('clock-wrong', 'the clock of the car is wrong.')]);
  const moment = { charter, signals, now };
  const findings = rules.flatMap((rule) => rule(moment));
  const against = findings.filter(({ weight }) => weight === 'stop' || weight === 'no');
  if (against.length > 0) return refusal([...against, ...findings.filter(({ weight }) => weight === 'note')]);
  const horizon = now + horizonMillis;
  const ends = findings.filter((finding) => finding.weight === 'until').filter(({ at }) => at <= horizon);
  const soonest = ends.toSorted((a, b) => a.at - b.at);
  const [first = until(moment, 'horizon', horizon, 'nothing is known to end it before.')] = soonest;
  return {
    eligibleUntil: Math.min(horizon, ...soonest.map(({ at }) => at)),
    mayChangeAt: null,
    watts: permittedWatts(moment),
    reasons: told([first, ...soonest, ...findings.filter(({ weight }) => weight === 'note')]),
  };
}

/**
 * Several rules miss the same signal: it is said once, and what ends sooner speaks for what ends in the same minute.
 * What is said once is judged each time: words do not tell the seconds.
 */
function told(findings: readonly Finding[]): Reason[] {
  const words = findings.map(wordsOf);
  return findings.filter((finding, at) => words.indexOf(wordsOf(finding)) === at).map(reasonOf);
}

const wordsOf = ({ code, text }: Finding): string => `${code} ${text}`;

const weights = ['stop', 'no', 'until', 'note'] as const;

function refusal(findings: readonly Finding[]): Judgement {
  const clearAt = findings.map((finding) => ('clearsAt' in finding ? finding.clearsAt : 0));
  return {
    eligibleUntil: null,
    mayChangeAt: clearAt.some((at) => at === null) ? null : Math.max(...clearAt.map(Number)),
    watts: 0,
    reasons: told(findings.toSorted((a, b) => weights.indexOf(a.weight) - weights.indexOf(b.weight))),
  };
}

function reasonOf(finding: Finding): Reason {
  const { code, text, weight } = finding;
  if (finding.weight === 'until') return { code, text, weight, at: finding.at };
  const clearsAt = 'clearsAt' in finding ? finding.clearsAt : null;
  return { code, text, weight, ...(clearsAt !== null && { at: clearsAt }) };
}
