import { functions } from '../../infra/functions.ts';
import type { Counts, Meter } from '../../local/meter.ts';
import { prices } from '../prices.ts';
import type { FleetTally } from './fleet.ts';

/** What was counted between a batch's upload and its settlement. */
export type Measured = {
  requests: number;
  tasks: number;
  settlements: number;
  seconds: number;
  meter: Meter;
  fleet: FleetTally;
};

export type PerThousand = {
  writeUnits: number;
  readUnits: number;
  sqsRequests: number;
  functionCalls: number;
  s3Puts: number;
  s3Gets: number;
};

/** One function, the agents, or the event sources: what it asked for and how long it was busy. */
type Step = Counts & { name: string; calls: number; seconds: number };

/** What `--json` prints. `usdByService` is USD per million requests, like its sum. */
export type CostFigures = {
  perThousand: PerThousand;
  usdPerMillion: number;
  requestsPerSecond: number;
  usdByService: { dynamodb: number; sqs: number; lambda: number; s3: number };
  requests: number;
  tasks: number;
  settlements: number;
  seconds: number;
  /** Seconds each step was busy; they overlap. */
  steps: Step[];
  missedTargets: string[];
};

/** The first targets, per 1,000 requests in tasks of 150; `usdPerMillion` per million requests. */
export const targets = {
  writeUnits: 40,
  sqsRequests: 20,
  functionCalls: 20,
  s3Puts: 20,
  usdPerMillion: 0.15,
} as const;

/** What infra/ gives a function that does not ask for more. */
const standardMemoryMegabytes = 512;

export function figuresOf(measured: Measured): CostFigures {
  const { meter, fleet, requests, tasks, settlements, seconds } = measured;
  const each = (count: number) => (count * 1_000) / requests;
  const perThousand: PerThousand = {
    writeUnits: each(meter.writeUnits),
    readUnits: each(meter.readUnits),
    sqsRequests: each(meter.sqsRequests),
    functionCalls: each(sum(Object.values(meter.functionCalls))),
    s3Puts: each(meter.s3Puts + fleet.s3Puts),
    s3Gets: each(meter.s3Gets + fleet.s3Gets),
  };
  const usdByService = usdOf(perThousand, each(gigabyteSeconds(meter)));
  const usdPerMillion = sum(Object.values(usdByService));
  const reached = { ...perThousand, usdPerMillion };
  return {
    perThousand,
    usdPerMillion,
    requestsPerSecond: requests / seconds,
    usdByService,
    requests,
    tasks,
    settlements,
    seconds,
    steps: stepsOf(measured),
    missedTargets: targetNames.filter((name) => reached[name] > targets[name]),
  };
}

const targetNames = Object.keys(targets) as (keyof typeof targets)[];

/** Counts per thousand requests, times USD per million counts, are thousandths of USD per million requests. */
function usdOf(per: PerThousand, gigabyteSecondsPerThousand: number): CostFigures['usdByService'] {
  const dynamodb = per.writeUnits * prices.perMillionWriteUnits + per.readUnits * prices.perMillionReadUnits;
  const lambda =
    per.functionCalls * prices.perMillionFunctionCalls +
    gigabyteSecondsPerThousand * prices.perMillionGigabyteSeconds;
  const s3 = per.s3Puts * prices.perMillionS3Puts + per.s3Gets * prices.perMillionS3Gets;
  return {
    dynamodb: dynamodb / 1_000,
    sqs: (per.sqsRequests * prices.perMillionSqsRequests) / 1_000,
    lambda: lambda / 1_000,
    s3: s3 / 1_000,
  };
}

const gigabyteSeconds = ({ functionMillis }: Meter): number =>
  sum(
    Object.entries(functionMillis).map(
      ([name, millis]) => (millis / 1_000) * (memoryMegabytesOf(name) / 1_024),
    ),
  );

/** The embedded cloud calls a function by its folder or its queue, the stream's reader `dispatch`, a timer's by its name. */
function memoryMegabytesOf(name: string): number {
  const deployed = functions.find(
    ({ name: itself, trigger }) =>
      itself === name ||
      (trigger.kind === 'queue' && trigger.queue === name) ||
      (trigger.kind === 'stream' && name === 'dispatch'),
  );
  if (!deployed) throw new Error(`infra/ deploys no function for '${name}'`);
  return deployed.memoryMegabytes ?? standardMemoryMegabytes;
}

/** In the order of a request's way. Who only idled meanwhile is left out. */
const stepNames = [
  'customer',
  'dispatch',
  'plan',
  'vehicle',
  'advance',
  'audit',
  'assemble',
  'settle',
  'accrue',
  'journal',
  'sweep-batches',
] as const;

const countNames = ['writeUnits', 'readUnits', 'sqsRequests', 's3Puts', 's3Gets'] as const;
const noCounts: Counts = { writeUnits: 0, readUnits: 0, sqsRequests: 0, s3Puts: 0, s3Gets: 0 };

function stepsOf({ meter, fleet }: Measured): Step[] {
  const ofFunctions = stepNames.map((name) => ({
    name,
    calls: meter.functionCalls[name] ?? 0,
    seconds: (meter.functionMillis[name] ?? 0) / 1_000,
    ...(meter.byFunction[name] ?? noCounts),
  }));
  const ofEventSources = { ...noCounts };
  // A call under way when counting began brought what it had asked for before.
  for (const what of countNames)
    ofEventSources[what] = Math.max(0, meter[what] - sum(ofFunctions.map((step) => step[what])));
  const { s3Puts, s3Gets, runningMillis } = fleet;
  return [
    ...ofFunctions,
    { name: 'event sources', calls: 0, seconds: 0, ...ofEventSources },
    { name: 'agents (run)', calls: 0, seconds: runningMillis / 1_000, ...noCounts, s3Puts, s3Gets },
  ];
}

const sum = (all: readonly number[]): number => all.reduce((total, each) => total + each, 0);
