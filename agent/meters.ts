import { z } from 'zod';
import { wallTimeAt } from '../shared/charter/local-time.ts';
import { findText, writeWhole } from './whole-file.ts';

/**
 * What the agent used and earned, by day and by month of its owner's time zone. Billionths of a dollar and millionths of
 * a watt-hour: a second of running is worth some millionths.
 */
const tally = z.strictObject({
  runningMillis: z.number(),
  energyMicroWattHours: z.number(),
  energyNanoUsd: z.number(),
  wearNanoUsd: z.number().min(0),
  bytes: z.number().min(0),
  /** Handed in and taken. */
  requests: z.number().min(0),
  grossNanoUsd: z.number().min(0),
});
export type Tally = z.infer<typeof tally>;

const nothing: Tally = {
  runningMillis: 0,
  energyMicroWattHours: 0,
  energyNanoUsd: 0,
  wearNanoUsd: 0,
  bytes: 0,
  requests: 0,
  grossNanoUsd: 0,
};

const kept = z.strictObject({ days: z.record(z.string(), tally), months: z.record(z.string(), tally) });
type Kept = z.infer<typeof kept>;

export type Meters = {
  add(used: Partial<Tally>): void;
  today(): Tally;
  thisMonth(): Tally;
  /** By day ("2026-11-25") and month ("2026-11"), the oldest first. */
  all(): Kept;
  /** Why they can not be written at the moment. */
  problem(): string | undefined;
  /** Writes what is not written yet: once every few seconds, and at the end. */
  keep(): Promise<void>;
};

type MetersOptions = { path: string; now: () => number; timeZone: () => string };

const daysKept = 62;
const monthsKept = 24;

/** The meters as they stood at the last `keep`: a process that is killed loses what it metered since. */
export async function openMeters({ path, now, timeZone }: MetersOptions): Promise<Meters> {
  const { damaged, ...counts } = await readMeters(path);
  let isNew = false;
  let problem = damaged;
  const day = () => new Date(wallTimeAt(timeZone(), now())).toISOString().slice(0, 10);
  return {
    add(used) {
      const today = day();
      counts.days[today] = sum(counts.days[today] ?? nothing, used);
      const month = today.slice(0, 7);
      counts.months[month] = sum(counts.months[month] ?? nothing, used);
      isNew = true;
    },
    today: () => counts.days[day()] ?? nothing,
    thisMonth: () => counts.months[day().slice(0, 7)] ?? nothing,
    all: () => structuredClone(counts),
    problem: () => problem,
    async keep() {
      if (!isNew) return;
      isNew = false;
      counts.days = last(counts.days, daysKept);
      counts.months = last(counts.months, monthsKept);
      try {
        await writeWhole(path, JSON.stringify(counts));
        problem = undefined;
      } catch (error) {
        isNew = true;
        problem = `The meters can not be written to ${path}: ${error instanceof Error ? error.message : error}`;
      }
    },
  };
}

/** None where there are none yet. What is damaged is told and begun anew: it holds no money, only what was metered. */
export async function readMeters(path: string): Promise<Kept & { damaged?: string }> {
  const text = await findText(path);
  if (text === undefined) return { days: {}, months: {} };
  try {
    return kept.parse(JSON.parse(text));
  } catch {
    return { days: {}, months: {}, damaged: `${path} was damaged: the meters begin anew.` };
  }
}

function sum(before: Tally, used: Partial<Tally>): Tally {
  const after = { ...before };
  for (const name of tally.keyof().options) after[name] += used[name] ?? 0;
  return after;
}

const last = (tallies: Kept['days'], count: number): Kept['days'] =>
  Object.fromEntries(Object.entries(tallies).sort().slice(-count));
