import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import OpenAI from 'openai';
import { endForked, messageOf, startForked } from '../forked.ts';
import type { MarketReport } from '../market.ts';
import { startYieldingVehicle, type YieldingVehicle } from './vehicle.ts';
import { keepCalling, kindsOfWork, submitWork, type Work } from './work.ts';

/** Of each return of the driver, milliseconds from it. */
export type YieldRound = {
  work: Work['name'];
  /** Until the engines' process was gone. */
  stoppedMillis: number;
  /** Until no request ran; none has begun since. */
  quietMillis: number;
  /** Until what was finished was handed in and the rest given back. */
  handedInMillis: number;
};

/** A round takes a second or two, most of it to start the engine again. */
const roundMillisMax = 60_000;

/** A market in a process of its own, a vehicle here, and a driver who comes back `rounds` times in mid-request. */
export async function measureYield(
  { rounds }: { rounds: number },
  tell: (line: string) => void,
): Promise<YieldRound[]> {
  const folder = mkdtempSync(join(tmpdir(), 'parkade-yield-'));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', removeFolder);
  const market = startForked(new URL('../market.ts', import.meta.url), ['--with-events']);
  try {
    const report = (await messageOf(market)) as MarketReport;
    if (!('url' in report)) throw new Error('the market did not say where it is');
    const openai = new OpenAI({ apiKey: report.apiKey, baseURL: `${report.url}/v1`, maxRetries: 0 });
    tell('Submitting work ...');
    await submitWork(openai, rounds);
    const vehicle = await startYieldingVehicle({ url: report.url, ownerKey: report.ownerKey, folder });
    tell(`${rounds} rounds ...`);
    const measured: YieldRound[] = [];
    for (let round = 0; round < rounds; round++)
      measured.push(await measureRound(vehicle, openai, workOf(round)));
    await vehicle.end();
    return measured;
  } finally {
    await endForked(market);
    removeFolder();
  }
}

function workOf(round: number): Work {
  const work = kindsOfWork[round % kindsOfWork.length];
  if (!work) throw new Error('there is no work');
  return work;
}

async function measureRound(vehicle: YieldingVehicle, openai: OpenAI, work: Work): Promise<YieldRound> {
  const hangUp = new AbortController();
  const late = AbortSignal.timeout(roundMillisMax);
  const calling = work.streamed ? keepCalling(openai, hangUp.signal) : undefined;
  vehicle.driverLeaves(work);
  await untilBegan(vehicle, work, late);
  await sleep(Math.random() * work.spreadMillis);
  const { pid } = vehicle;
  if (pid === undefined) throw new Error('the engines have no process in the middle of a request');
  const times = await measureReturn(vehicle, pid, late);
  hangUp.abort();
  await calling;
  return { work: work.name, ...times };
}

async function untilBegan({ seen }: YieldingVehicle, { streamed, name }: Work, signal: AbortSignal) {
  for (;;) {
    const [began] = await once(seen, 'began', { signal }).catch(() => {
      throw new Error(`the vehicle was given no ${name} to run within ${roundMillisMax / 1_000} s`);
    });
    if (began.streamed === streamed) return;
  }
}

async function measureReturn(vehicle: YieldingVehicle, pid: number, late: AbortSignal) {
  const handedIn = vehicle.untilIdle();
  let begunSince = 0;
  const count = () => void begunSince++;
  vehicle.seen.on('began', count);
  const returnedAt = performance.now();
  const sinceReturn = () => performance.now() - returnedAt;
  vehicle.driverReturns();
  const [stoppedMillis, quietMillis, handedInMillis] = await Promise.all([
    untilGone(pid, late).then(sinceReturn),
    untilQuiet(vehicle).then(sinceReturn),
    handedIn.then(sinceReturn),
  ]);
  vehicle.seen.off('began', count);
  if (begunSince > 0) throw new Error('a request began with the driver in the car');
  return { stoppedMillis, quietMillis, handedInMillis };
}

async function untilQuiet({ seen, isQuiet }: YieldingVehicle) {
  while (!isQuiet()) await once(seen, 'ended');
}

/** Looks every millisecond whether the process is there. */
async function untilGone(pid: number, late: AbortSignal) {
  while (isThere(pid)) {
    late.throwIfAborted();
    await sleep(1);
  }
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
