/** How a batch's lines are bundled into tasks. Running time is the reference car's. */
export type PlanLimits = {
  runningSeconds: number;
  requests: number;
  payloadBytes: number;
  /** A task is made smaller than the limits only so that this many vehicles can take part, ... */
  wantedTasks: number;
  /** ... and never smaller than both of these. */
  leastRunningSeconds: number;
  leastRequests: number;
};

export const standardPlanLimits: PlanLimits = {
  runningSeconds: 60,
  requests: 2_000,
  payloadBytes: 1_000_000,
  wantedTasks: 24,
  leastRunningSeconds: 5,
  leastRequests: 20,
};

/** A line to be bundled: its position in the file and what it takes. */
export type PlannedLine = {
  line: number;
  fromByte: number;
  toByte: number;
  payload: string;
  ceilingMicros: number;
  runningMicros: number;
};

/** Consecutive lines that a vehicle leases at once. `no` counts from 0. */
export type PlannedTask = {
  no: number;
  firstLine: number;
  fromByte: number;
  toByte: number;
  payloadLines: readonly string[];
  ceilingMicros: number;
  runningMicros: number;
};

/**
 * How large the tasks of a batch of `runningMicros` in `requests` become: the limits, or less where several
 * vehicles could not take part otherwise, but not under both leasts.
 */
export function taskSize(limits: PlanLimits, batch: { runningMicros: number; requests: number }) {
  const fairSeconds = batch.runningMicros / 1e6 / limits.wantedTasks;
  const fairRequests = Math.ceil(batch.requests / limits.wantedTasks);
  return {
    runningMicros: 1e6 * Math.min(limits.runningSeconds, Math.max(limits.leastRunningSeconds, fairSeconds)),
    requests: Math.min(limits.requests, Math.max(limits.leastRequests, fairRequests)),
    payloadBytes: limits.payloadBytes,
  };
}

/** Bundles lines, in their order, into tasks no larger than `size` (a line that is larger is a task of its own). */
export async function* bundle(
  lines: AsyncIterable<PlannedLine>,
  size: ReturnType<typeof taskSize>,
): AsyncGenerator<PlannedTask> {
  let open: PlannedLine[] = [];
  let bytes = 0;
  let runningMicros = 0;
  let no = 0;
  for await (const line of lines) {
    const fits =
      open.length < size.requests &&
      bytes + line.toByte - line.fromByte <= size.payloadBytes &&
      runningMicros + line.runningMicros <= size.runningMicros;
    if (!fits && open.length > 0) {
      yield taskOf(no++, open);
      open = [];
      bytes = 0;
      runningMicros = 0;
    }
    open.push(line);
    bytes += line.toByte - line.fromByte;
    runningMicros += line.runningMicros;
  }
  if (open.length > 0) yield taskOf(no, open);
}

const taskOf = (no: number, lines: readonly PlannedLine[]): PlannedTask => ({
  no,
  firstLine: lines[0]?.line ?? 0,
  fromByte: lines[0]?.fromByte ?? 0,
  toByte: lines.at(-1)?.toByte ?? 0,
  payloadLines: lines.map(({ payload }) => payload),
  ceilingMicros: lines.reduce((sum, line) => sum + line.ceilingMicros, 0),
  runningMicros: lines.reduce((sum, line) => sum + line.runningMicros, 0),
});
