import { quantile } from '../quantile.ts';
import type { Measured, Sample } from './measure.ts';
import type { Overload } from './overload.ts';
import type { AcceptCall, AcceptedBatch, Call, Sent } from './sent.ts';

/** What `--json` prints. Rates are of requests; calls are of HTTP. */
export type LoadFigures = {
  acceptedPerSecond: number;
  /** Of POST /v1/batches or POST /v1/files where they were accepted, whichever is worse. */
  p99Ms: number;
  /** Requests that were accepted, and have ended without exactly one success. */
  lost: number;
  /** Null where it was not asked for. */
  recoverySeconds: number | null;
  batchesP50Ms: number;
  batchesP99Ms: number;
  filesP50Ms: number;
  filesP99Ms: number;
  /** The least of any ten seconds. */
  acceptedPerSecondLeast: number;
  drainedPerSecond: number;
  /** Calls at the rate that were refused, or not answered. */
  refused: number;
  unanswered: number;
  /** Of the market's process, at the load's fifteenth second (or its quarter) and its end, and the line through all samples between. */
  rssStartMb: number;
  rssEndMb: number;
  rssSlopeMbPerMinute: number;
  overload: OverloadFigures | null;
  accepted: number;
  /** Accepted requests that vehicles had not drained when the measurement gave up waiting. */
  undrained: number;
  drainSeconds: number;
  proofHolds: boolean;
  proofFailed: string[];
};

/** Above capacity. */
type OverloadFigures = {
  factor: number;
  calls: number;
  rejected429: number;
  rejected503: number;
  /** Refused without saying when to come again. */
  withoutRetryAfter: number;
  refusalP99Ms: number;
  acceptedPerSecond: number;
  acceptedP99Ms: number;
  otherErrors: number;
  unanswered: number;
  rssMb: number;
};

export const loadTargets = {
  acceptedPerSecond: 1_000,
  p99Ms: 500,
  lost: 0,
  recoverySeconds: 5,
  /** Less than this is what a garbage collector leaves lying about. */
  rssGrowthMb: 50,
} as const;

export function loadFiguresOf({
  load,
  seconds,
  rss,
  drainedMeanwhile,
  overload,
  drained,
}: Measured): LoadFigures {
  const of = (call: AcceptCall, share: number) =>
    millisOf(
      load.calls.filter((each) => each.call === call && isAccepted(each)),
      share,
    );
  const [batchesP99Ms, filesP99Ms] = [of('batches', 0.99), of('files', 0.99)];
  const steady = rss.filter(({ atMillis }) => atMillis >= Math.min(15, seconds / 4) * 1_000);
  return {
    acceptedPerSecond: Math.floor(requestsOf(load.accepted) / seconds),
    p99Ms: Math.max(batchesP99Ms, Number.isNaN(filesP99Ms) ? 0 : filesP99Ms),
    lost: drained.lost,
    recoverySeconds: overload ? Math.ceil(overload.recoveryMillis / 100) / 10 : null,
    batchesP50Ms: of('batches', 0.5),
    batchesP99Ms,
    filesP50Ms: of('files', 0.5),
    filesP99Ms,
    acceptedPerSecondLeast: Math.floor(leastInTenSeconds(load.accepted, seconds)),
    drainedPerSecond: Math.floor(drainedMeanwhile / seconds),
    refused: load.calls.filter((each) => !isAccepted(each) && each.status !== undefined).length,
    unanswered: load.calls.filter(({ status }) => status === undefined).length + load.heldBack,
    rssStartMb: megabytes(steady[0]?.rssKilobytes ?? 0),
    rssEndMb: megabytes(steady.at(-1)?.rssKilobytes ?? 0),
    rssSlopeMbPerMinute: megabytes(slopeOf(steady) * 60_000),
    overload: overload ? overloadFiguresOf(overload) : null,
    accepted: drained.requests,
    undrained: drained.requests - drained.ended,
    drainSeconds: Math.ceil(drained.seconds),
    proofHolds: drained.proof.holds,
    proofFailed: drained.proof.failed,
  };
}

function overloadFiguresOf({ factor, sent, seconds, rssKilobytes }: Overload): OverloadFigures {
  const { calls } = sent;
  const refused = calls.filter(({ status }) => status === 429 || status === 503);
  const count = (is: (call: Call) => boolean) => calls.filter(is).length;
  return {
    factor,
    calls: calls.length,
    rejected429: count(({ status }) => status === 429),
    rejected503: count(({ status }) => status === 503),
    withoutRetryAfter: refused.filter(({ saysWhen }) => !saysWhen).length,
    refusalP99Ms: millisOf(refused, 0.99),
    acceptedPerSecond: Math.floor(requestsOf(sent.accepted) / seconds),
    acceptedP99Ms: millisOf(calls.filter(isAccepted), 0.99),
    otherErrors: count(({ status }) => status !== undefined && ![200, 429, 503].includes(status)),
    unanswered: count(({ status }) => status === undefined) + sent.heldBack,
    rssMb: megabytes(rssKilobytes),
  };
}

const isAccepted = ({ status }: Call) => status === 200;
const requestsOf = (batches: readonly AcceptedBatch[]) =>
  batches.reduce((sum, { requests }) => sum + requests, 0);
const millisOf = (calls: readonly Call[], share: number) =>
  quantile(
    calls.map(({ millis }) => millis).sort((a, b) => a - b),
    share,
  );
const megabytes = (kilobytes: number) => Math.ceil((kilobytes * 1_024) / 1_000_000);

function leastInTenSeconds(accepted: Sent['accepted'], seconds: number): number {
  const span = Math.min(10, seconds);
  const rates = Array.from({ length: seconds - span + 1 }, (_, from) => {
    const within = accepted.filter(
      ({ atMillis }) => atMillis >= from * 1_000 && atMillis < (from + span) * 1_000,
    );
    return requestsOf(within) / span;
  });
  return Math.min(...rates);
}

/** Kilobytes a millisecond, by least squares. */
function slopeOf(samples: readonly Sample[]): number {
  const mean = (of: (sample: Sample) => number) =>
    samples.reduce((sum, each) => sum + of(each), 0) / samples.length;
  const at = mean(({ atMillis }) => atMillis);
  const size = mean(({ rssKilobytes }) => rssKilobytes);
  const sum = (of: (sample: Sample) => number) => samples.reduce((total, each) => total + of(each), 0);
  const spread = sum(({ atMillis }) => (atMillis - at) ** 2);
  return spread === 0
    ? 0
    : sum(({ atMillis, rssKilobytes }) => (atMillis - at) * (rssKilobytes - size)) / spread;
}

/** The names of what was missed. */
export function missedTargets(figures: LoadFigures): string[] {
  const { overload } = figures;
  const missed: Record<string, boolean> = {
    acceptedPerSecond: figures.acceptedPerSecond < loadTargets.acceptedPerSecond,
    p99Ms: !(figures.p99Ms <= loadTargets.p99Ms),
    lost: figures.lost > loadTargets.lost || figures.undrained > 0 || !figures.proofHolds,
    drainedPerSecond: figures.drainedPerSecond <= 0,
    memory: figures.rssEndMb - figures.rssStartMb > loadTargets.rssGrowthMb,
    recoverySeconds:
      figures.recoverySeconds !== null && !(figures.recoverySeconds <= loadTargets.recoverySeconds),
    overload: overload !== null && !answersOverload(overload),
  };
  return Object.keys(missed).filter((name) => missed[name]);
}

const answersOverload = ({
  rejected429,
  rejected503,
  withoutRetryAfter,
  otherErrors,
  unanswered,
}: OverloadFigures) =>
  rejected429 + rejected503 > 0 && withoutRetryAfter === 0 && otherErrors === 0 && unanswered === 0;
