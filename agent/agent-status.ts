import type { Judgement } from '../shared/judgement.ts';
import type { Signals } from '../shared/signals.ts';
import type { Tally } from './meters.ts';
import type { TaskProgress } from './progress.ts';
import type { AgentStatus, Earnings } from './status.ts';

type Now = Pick<
  AgentStatus,
  | 'at'
  | 'softwareVersion'
  | 'vehicleId'
  | 'baseUrl'
  | 'startedAt'
  | 'timeZone'
  | 'pausedUntil'
  | 'finishThenStop'
  | 'charter'
  | 'agreedVersion'
  | 'costs'
  | 'requestsPerSecond'
  | 'market'
  | 'problems'
  | 'releases'
> & {
  isEnding: boolean;
  isLeased: boolean;
  judgement: Judgement;
  signals: Signals;
  task: TaskProgress | undefined;
  today: Tally;
  thisMonth: Tally;
};

/** What a running agent says of itself. */
export function statusOf({ isEnding, isLeased, judgement, signals, task, ...now }: Now): AgentStatus {
  return {
    ...now,
    processId: process.pid,
    state: stateOf({ isEnding, isLeased, judgement, task, finishThenStop: now.finishThenStop }),
    judgement: { ...judgement, reasons: [...judgement.reasons] },
    signals: Object.fromEntries(
      Object.entries(signals).flatMap(([name, reading]) =>
        reading ? [[name, agedBy(reading, now.at)] as const] : [],
      ),
    ),
    task: task ?? null,
    today: earningsOf(now.today),
    thisMonth: earningsOf(now.thisMonth),
  };
}

type Reading = { value: unknown; at: number; source?: string | undefined };

const agedBy = ({ value, at, source }: Reading, now: number) => ({
  value,
  ageSeconds: Math.max(0, Math.round((now - at) / 1_000)),
  source: source ?? null,
});

type State = Pick<Now, 'isEnding' | 'isLeased' | 'judgement' | 'task' | 'finishThenStop'>;

function stateOf({ isEnding, isLeased, judgement, task, finishThenStop }: State): AgentStatus['state'] {
  if (isEnding) return 'ending';
  if (finishThenStop && !isLeased) return 'finished';
  if (judgement.eligibleUntil === null) return 'stopped';
  return task ? 'working' : 'waiting';
}

const earningsOf = (tally: Tally): Earnings => ({
  requests: tally.requests,
  runningSeconds: Math.round(tally.runningMillis / 1_000),
  grossNanoUsd: tally.grossNanoUsd,
  energyNanoUsd: tally.energyNanoUsd,
  wearNanoUsd: tally.wearNanoUsd,
  netNanoUsd: tally.grossNanoUsd - tally.energyNanoUsd - tally.wearNanoUsd,
  energyWattHours: tally.energyMicroWattHours / 1e6,
  bytes: tally.bytes,
});
