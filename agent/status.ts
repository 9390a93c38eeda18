import { z } from 'zod';
import { reasonShape } from './journal-entry.ts';

const nanoUsd = z.number();

/** What the meters say of a day or a month, in nano-USD. */
const earnings = z.object({
  requests: z.number(),
  runningSeconds: z.number(),
  grossNanoUsd: nanoUsd,
  energyNanoUsd: nanoUsd,
  wearNanoUsd: nanoUsd,
  netNanoUsd: nanoUsd,
  energyWattHours: z.number(),
  bytes: z.number(),
});
export type Earnings = z.infer<typeof earnings>;

/** What a running agent says of itself. Times are ms since the epoch by the car's clock. */
export const agentStatus = z.object({
  at: z.number(),
  softwareVersion: z.string(),
  processId: z.number(),
  vehicleId: z.string(),
  baseUrl: z.string(),
  startedAt: z.number(),
  timeZone: z.string(),
  /**
   * `working`: a task runs. `waiting`: it would work, and the market has nothing for it or can not be reached.
   * `stopped`: not now, for `reasons`. `finished`: its owner wanted it to finish. `ending`: the process ends.
   */
  state: z.enum(['working', 'waiting', 'stopped', 'finished', 'ending']),
  judgement: z.object({
    eligibleUntil: z.number().nullable(),
    mayChangeAt: z.number().nullable(),
    watts: z.number(),
    reasons: z.array(reasonShape),
  }),
  pausedUntil: z.number().nullable(),
  finishThenStop: z.boolean(),
  /** Where the owner's rules lie; null: none are set, and the owner's word alone rules. */
  charter: z.object({ path: z.string(), problem: z.string().nullable() }).nullable(),
  /** Of the charter that the owner agreed to at the market, which goes before the file. */
  agreedVersion: z.number().int().nullable(),
  /** What an hour of computing costs now, and how that is known. `isUsual`: no rules tell, so the market's guess. */
  costs: z.object({
    energyMicroUsdPerKwh: z.number(),
    wallMilliWatts: z.number(),
    wearMicroUsdPerHour: z.number(),
    energySource: z.string(),
    isUsual: z.boolean(),
  }),
  signals: z.record(
    z.string(),
    z.object({ value: z.unknown(), ageSeconds: z.number(), source: z.string().nullable() }),
  ),
  task: z
    .object({
      taskId: z.string(),
      model: z.string(),
      finished: z.number(),
      requests: z.number(),
      endsAt: z.number(),
    })
    .nullable(),
  requestsPerSecond: z.number(),
  /** `told`: why it rests, in the words that the market shows to its owner; none while it works. */
  market: z.object({
    lastReplyAt: z.number().nullable(),
    problem: z.string().nullable(),
    told: z.array(z.string()),
  }),
  today: earnings,
  thisMonth: earnings,
  /** What is wrong beside all that: a full disk, a charter that can not be read. */
  problems: z.array(z.string()),
  /** What of the manifest is here, a line each; none where no manifest is named. */
  releases: z.array(z.string()),
});
export type AgentStatus = z.infer<typeof agentStatus>;
