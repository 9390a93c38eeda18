import type { Charter } from '../charter.ts';
import type { SignalName } from '../signals.ts';
import { type Finding, note, notNow, type Rule, stop } from './finding.ts';
import { whenKnown } from './freshness.ts';
import { timeText } from './words.ts';

type InterlockName = keyof Charter['interlocks'];

/** The signal that an interlock listens to, its value that closes it, and what the owner then reads. */
type Interlock = {
  signal: SignalName;
  closedBy: boolean;
  finding: Finding;
};

/** Persons and dangers first. */
const interlocks: Readonly<Record<InterlockName, Interlock>> = {
  crash: { signal: 'crash', closedBy: true, finding: stop('crash', 'The car was hit.') },
  tow: { signal: 'tow', closedBy: true, finding: stop('tow', 'The car is being towed.') },
  userPresent: {
    signal: 'userPresent',
    closedBy: true,
    finding: stop('user-present', 'Somebody is in the car.'),
  },
  doorOpen: { signal: 'doorOpen', closedBy: true, finding: stop('door-open', 'A door is open.') },
  appInUse: { signal: 'appInUse', closedBy: true, finding: stop('app-in-use', 'The app is in use.') },
  serviceMode: {
    signal: 'serviceMode',
    closedBy: true,
    finding: stop('service-mode', 'The car is in service.'),
  },
  softwareUpdate: {
    signal: 'softwareUpdate',
    closedBy: true,
    finding: notNow('software-update', 'the car is being updated.'),
  },
  preconditioning: {
    signal: 'preconditioning',
    closedBy: true,
    finding: notNow('preconditioning', 'the car is being warmed or cooled for a trip.'),
  },
  sentry: { signal: 'sentry', closedBy: true, finding: notNow('sentry', 'the sentry watches.') },
  unlocked: { signal: 'locked', closedBy: false, finding: notNow('unlocked', 'the car is unlocked.') },
};

/** The cable is in and so is P: always, whatever the charter says. */
export const parkedAndPlugged: Rule = (moment) => [
  ...whenKnown(moment, 'gear', (gear) => (gear === 'P' ? [] : [stop('gear', `The car is in ${gear}.`)])),
  ...whenKnown(moment, 'pluggedIn', (plugged) =>
    plugged ? [] : [stop('not-plugged-in', 'The cable is not plugged in.')],
  ),
];

/** One that is told to be set counts however long ago that was: only a fresh word to the contrary opens it. */
export const interlocksOpen: Rule = (moment) =>
  (Object.keys(interlocks) as InterlockName[]).flatMap((name) => {
    const heed = moment.charter.interlocks[name];
    const { signal, closedBy, finding } = interlocks[name];
    if (heed === 'ignored') return [];
    if (moment.signals[signal]?.value === closedBy) return [finding];
    // What was told once is looked for: a source that died is no all-clear.
    const isAwaited = heed === 'required' || moment.signals[signal] !== undefined;
    return isAwaited ? whenKnown(moment, signal, () => []) : [];
  });

/** What the owner said by hand. */
export const ownersWord: Rule = ({ charter, signals, now }) => {
  const pausedUntil = signals.pausedUntil?.value ?? now;
  const findings: Finding[] = [];
  if (pausedUntil > now)
    findings.push(
      notNow('paused', `paused until ${timeText(charter.timeZone, pausedUntil, now)}.`, pausedUntil),
    );
  if (signals.finishThenStop?.value)
    findings.push(note('finishing', 'What is leased is finished; nothing new is taken.'));
  return findings;
};
