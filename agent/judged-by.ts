import { judge } from '../shared/charter/judge.ts';
import { energySourceOf, plugCosts } from '../shared/charter/plug-costs.ts';
import { timeText } from '../shared/charter/words.ts';
import type { Charter } from '../shared/charter.ts';
import type { Judgement, Reason } from '../shared/judgement.ts';
import type { Signals } from '../shared/signals.ts';
import { usualCosts } from '../shared/usual-costs.ts';
import type { HardwareClass } from '../shared/vehicle.ts';
import type { CostsNow } from './run-meter.ts';

/** What is judged in the car at a moment: the rules, if its owner set any, and all that is known. */
export type Judged = {
  charter: Charter | undefined;
  /** The owner took back the consent to the charter. */
  isWithdrawn: boolean;
  signals: Signals;
  now: number;
  hardwareClass: HardwareClass;
  timeZone: string;
};

export function judgementOf(judged: Judged): Judgement {
  if (judged.isWithdrawn) return not(withdrawn, null);
  return judged.charter ? judge(judged.charter, judged.signals, judged.now) : byWordAlone(judged);
}

const withdrawn: Reason = {
  code: 'consent-withdrawn',
  text: 'Not now: you took back your consent. Agree to a charter again, and the car goes on.',
  weight: 'no',
};

/** How far ahead an agent without rules looks: its owner may say otherwise at any time. */
const horizonMillis = 12 * 3_600_000;

/** Without rules, the owner's word alone: the car is parked and plugged in while the agent runs. */
function byWordAlone({ signals, now, timeZone }: Judged): Judgement {
  const pausedUntil = signals.pausedUntil?.value ?? 0;
  if (signals.userPresent?.value)
    return not({ code: 'user-present', text: 'Stopped: the driver is back.', weight: 'stop' }, null);
  if (pausedUntil > now) {
    const text = `Not now: paused until ${timeText(timeZone, pausedUntil, now)}.`;
    return not({ code: 'paused', text, weight: 'no', at: pausedUntil }, pausedUntil);
  }
  return {
    eligibleUntil: now + horizonMillis,
    mayChangeAt: null,
    watts: 0,
    reasons: [
      {
        code: 'no-charter',
        text: 'No rules are set: it computes until its owner says otherwise.',
        weight: 'note',
      },
    ],
  };
}

const not = (reason: Reason, mayChangeAt: number | null): Judgement => ({
  eligibleUntil: null,
  mayChangeAt,
  watts: 0,
  reasons: [reason],
});

/**
 * What computing costs, by the charter and what the car says; without a charter, what the market takes a usual vehicle
 * to cost. undefined: there is a charter, and nobody knows what electricity costs at the moment.
 */
export function costsOf({ charter, signals, now, hardwareClass }: Judged): CostsNow | undefined {
  if (!charter) return usualCostsOf(hardwareClass);
  const plug = plugCosts(charter, signals, now, hardwareClass);
  return plug && { plug, energySource: energySourceOf(charter, signals, now), isUsual: false };
}

export const usualCostsOf = (hardwareClass: HardwareClass): CostsNow => ({
  plug: usualCosts({ hardwareClass }),
  energySource: 'modelled',
  isUsual: true,
});
