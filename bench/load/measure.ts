import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endForked, startForked } from '../forked.ts';
import { askerOf } from './asked.ts';
import { type Drained, drainAll, type Proof, proveAtRest } from './drain.ts';
import type { LoadOptions } from './options.ts';
import { type Overload, runOverload } from './overload.ts';
import { medianProbeMillis } from './probe.ts';
import type { Processes } from './processes.ts';
import type { AcceptedBatch, Sent } from './sent.ts';

type Tell = (line: string) => void;
export type Measured = {
  seconds: number;
  load: Sent;
  /** Requests that vehicles finished while the load was held. */
  drainedMeanwhile: number;
  rss: Sample[];
  overload: Overload | undefined;
  drained: Drained & { proof: Proof };
};
export type Sample = { atMillis: number; rssKilobytes: number };

const customerCount = 10;
/** The first seconds of each program are its compilation's. */
const warmUpSeconds = 5;

/** Market, customers and vehicles, a process each; they and their folder are gone afterwards. */
export async function measureLoad(options: LoadOptions, tell: Tell): Promise<Measured> {
  const dir = mkdtempSync(join(tmpdir(), 'parkade-load-'));
  const remove = () => rmSync(dir, { recursive: true, force: true });
  process.once('exit', remove);
  const program = (name: string) => new URL(`./${name}.ts`, import.meta.url);
  const market = startForked(program('market'), [dir, String(customerCount)]);
  const customers = startForked(program('customers'));
  const fleet = startForked(program('vehicles'));
  try {
    const processes: Processes = {
      market: askerOf(market),
      customers: askerOf(customers),
      fleet: askerOf(fleet),
      endFleet: () => endForked(fleet),
    };
    return await measureWith(processes, options, tell);
  } finally {
    for (const child of [customers, fleet, market]) await endForked(child);
    process.off('exit', remove);
    remove();
  }
}

async function measureWith(processes: Processes, options: LoadOptions, tell: Tell): Promise<Measured> {
  const { rate, seconds, vehicles } = options;
  tell('Starting the market, its customers and vehicles ...');
  const at = await processes.market('how are you?');
  await processes.customers(at);
  await processes.fleet({ ...at, vehicles });
  const accepted: AcceptedBatch[] = [];
  const keep = (sent: Sent): Sent => {
    accepted.push(...sent.accepted);
    return sent;
  };
  keep(await processes.customers({ rate, seconds: Math.min(seconds, warmUpSeconds) }));
  const unloadedMillis = options.overloadSeconds > 0 ? await medianProbeMillis(processes, keep) : 0;
  tell(`${rate} requests a second for ${seconds} s ...`);
  const held = await holdLoad(processes, options);
  keep(held.load);
  if (options.overloadSeconds > 0) tell(`A probe took ${unloadedMillis} ms before. Until it refuses ...`);
  const overload =
    options.overloadSeconds > 0
      ? await runOverload(processes, { ...options, unloadedMillis }, keep)
      : undefined;
  tell('Until the vehicles have drained all ...');
  const drained = await drainAll(at, accepted, options);
  // Those that have not drained all stop at it, so that the proof is of a market at rest.
  await processes.endFleet();
  const proof = await proveAtRest(at);
  return { seconds, ...held, overload, drained: { ...drained, proof } };
}

/** The load at its rate, and what the market's process has in memory at each second of it. */
async function holdLoad({ market, customers, fleet }: Processes, { rate, seconds }: LoadOptions) {
  const before = await fleet('finished?');
  const rss: Sample[] = [];
  const startedAt = performance.now();
  const loading = customers({ rate, seconds });
  for (let second = 0; second < seconds; second++) {
    const { rssKilobytes } = await market('how are you?');
    rss.push({ atMillis: performance.now() - startedAt, rssKilobytes });
    await sleep(Math.max(0, startedAt + (second + 1) * 1_000 - performance.now()));
  }
  const drainedMeanwhile = (await fleet('finished?')).finished - before.finished;
  return { load: await loading, rss, drainedMeanwhile };
}
