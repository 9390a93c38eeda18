import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Exception } from '../../shared/reconciliation/exception.ts';
import { payToBank, statementText } from './bank-file.ts';
import { type ClosingMarket, type Posted, startClosingMarket } from './closing-market.ts';
import type { Closed, Phase } from './figures.ts';
import { type Names, namesOf, times } from './month.ts';
import type { CloseOptions } from './options.ts';
import {
  accrueAll,
  chain,
  closeMonth,
  payAll,
  reconcileMonth,
  releaseAll,
  runPayouts,
  settleAll,
  takeOverBank,
  takeStatementIn,
} from './phases.ts';
import { plantAtStripe, plantInBank, sharesOf } from './plant.ts';
import { seedMonth } from './seed.ts';

type Tell = (line: string) => void;

/** A market of its own in a folder that is gone afterwards; in memory where there is such a folder. */
export async function measureClose(options: CloseOptions, tell: Tell): Promise<Closed> {
  const dir = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'parkade-close-'));
  const remove = () => rmSync(dir, { recursive: true, force: true });
  process.once('exit', remove);
  const market = await startClosingMarket(dir, times.topUps);
  try {
    const names = namesOf(options);
    await seedMonth(market, names, tell);
    return await closeSeeded(market, names, { options, tell });
  } finally {
    await market.close();
    process.off('exit', remove);
    remove();
  }
}

type Watch = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;

/**
 * Of each phase its time, and of it what this program's own threads ran: the rest it waited for the stand-ins, since
 * all that it waits for is theirs.
 */
function stopwatch(tell: Tell): { phases: Phase[]; timed: Watch } {
  const phases: Phase[] = [];
  const timed: Watch = async (name, work) => {
    const startedAt = performance.now();
    const before = process.cpuUsage();
    const result = await work();
    const { user, system } = process.cpuUsage(before);
    const seconds = (performance.now() - startedAt) / 1_000;
    phases.push({ name, seconds, ownSeconds: Math.min(seconds, (user + system) / 1e6) });
    tell(`${name}: ${seconds.toFixed(1)} s`);
    return result;
  };
  return { phases, timed };
}

async function closeSeeded(
  market: ClosingMarket,
  names: Names,
  { options, tell }: { options: CloseOptions; tell: Tell },
): Promise<Closed> {
  const { phases, timed } = stopwatch(tell);
  const posted: Posted[] = market.takePosted();
  const take = () => {
    const taken = market.takePosted();
    posted.push(...taken);
    return taken;
  };
  await timed('settle', () => settleAll(market, names));
  const settled = take();
  await timed('accrue', () => accrueAll(market, settled));
  await timed('release', () => releaseAll(market));
  await timed('payout run', () => runPayouts(market));
  await timed('pay', () => payAll(market, names));
  const paid = await payToBank(market, sharesOf(options.planted).bank);
  await timed('poll', () => takeOverBank(market));
  take();
  await timed('journal', () => chain(market, posted));
  const draw = drawing(options.seed);
  const atStripe = plantAtStripe(market.stripeFile, options.planted, draw);
  const inBank = plantInBank(paid, options.planted, draw);
  await timed('statement', () => takeStatementIn(market, statementText(inBank.lines)));
  const summary = await timed('reconcile', () => reconcileMonth(market));
  await timed('journal of lines', () => chain(market, take()));
  await timed('close', () => closeMonth(market));
  return {
    phases,
    entries: posted.length,
    summary,
    exceptions: await openExceptions(market),
    planted: new Map([...atStripe.found, ...inBank.found]),
    sound: { transactions: atStripe.sound, payouts: inBank.sound },
    peakMegabytes: process.resourceUsage().maxRSS / 1_024,
  };
}

function drawing(seed: number): (below: number) => number {
  const numbers = xoroshiro128plus(seed);
  return (below) => uniformInt(numbers, 0, below - 1);
}

const openExceptions = ({ deps }: ClosingMarket): Promise<Exception[]> => deps.exceptions.open();
