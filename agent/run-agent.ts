import { setTimeout as sleep } from 'node:timers/promises';
import { restWords } from '../shared/resting.ts';
import { type AccountedMarket, accountedMarket } from './accounted-market.ts';
import { type AgreedCharter, openAgreedCharter } from './agreed-charter.ts';
import { benchmarkEngines } from './benchmark/benchmark-engines.ts';
import { type Books, openBooks } from './books.ts';
import { openControl } from './control.ts';
import { type DataDir, dataDirAt } from './data-dir.ts';
import { type DeviceKey, openDeviceKey } from './device-key.ts';
import type { EngineProcess } from './engines/engine-process.ts';
import { identify, registerAnew, softwareVersion } from './enrol.ts';
import type { Emit } from './events.ts';
import { followReleases } from './follow-releases.ts';
import { hearing } from './hear-events.ts';
import { keepBooks } from './keep-books.ts';
import { runLoop } from './loop.ts';
import { createMarket, type Market } from './market.ts';
import { sinceBoot } from './market-clock.ts';
import { meteredEngines } from './metered-engines.ts';
import type { AgentOptions } from './options.ts';
import { controlsOf } from './owner-controls.ts';
import { createParked, type Parked } from './parked.ts';
import { endAtTheLatest, heedProcessSignals } from './process-signals.ts';
import { createProgress, type Progress } from './progress.ts';
import type { Keeping } from './releases/keep-current.ts';
import type { Releases } from './releases/releases.ts';
import { costMeter, createRunMeter, type RunMeter } from './run-meter.ts';
import { createSignalStore } from './signals/signal-store.ts';
import { openSources } from './sources.ts';
import { createSpool, type Spool } from './spool.ts';
import type { AgentStatus } from './status.ts';
import { createRestTeller } from './tell-rests.ts';
import { openVehicleEngines } from './vehicle-engines.ts';
import { openVehicleReleases, pullAtOnce } from './vehicle-releases.ts';
import type { Watch } from './watch.ts';
import { watchOver } from './watch-over.ts';

type AgentWorld = { emit: Emit; now: () => number };

/** What is undone at the end, the last first. */
type Ends = (() => Promise<void> | void)[];

/** Milliseconds of a clock that never jumps. */
const monotonic = () => performance.now();

/**
 * The program in the car, from its start to its end: runs what the market leases for as long as its owner's rules and
 * word allow. Ends by a signal or its owner's word, after what is finished was handed in. Throws where it can not start,
 * and the market's definite refusal. `wasUpdated`: it ended so that a new version of it is started.
 */
export async function runAgent(options: AgentOptions, world: AgentWorld): Promise<{ wasUpdated: boolean }> {
  const ends: Ends = [];
  try {
    return await run(options, world, ends);
  } finally {
    for (const end of ends.reverse()) await end();
    world.emit({ event: 'ended' });
  }
}

async function run(options: AgentOptions, world: AgentWorld, ends: Ends): Promise<{ wasUpdated: boolean }> {
  const dir = dataDirAt(options.dataDir);
  const books = await openBooks(dir, options.charter, world.now);
  // Before anything is written: another agent may run on this folder.
  const control = await openControl(dir.socket);
  ends.push(control.close);
  const parts = await assemble(options, { ...world, dir, books, ends });
  const { watch, progress, parked, market, device, engines, meter, releases } = parts;
  const end = () => {
    parked.end();
    endAtTheLatest();
  };
  control.serve(
    controlsOf({
      ...parts,
      options,
      startedAt: world.now(),
      now: world.now,
      end,
      vehicleId: () => device.identity?.vehicleId ?? '',
      isLeased: market.isLeased,
    }),
  );
  heedProcessSignals({ end, toggleDriver: parts.toggleDriver });
  const emit = hearing(world.emit, parts);
  emit({ event: 'started', vehicleId: device.identity?.vehicleId ?? '', models: engines.models });
  if (!parked.driverBack.aborted && engines.models.length > 0)
    await registerAnew({ device, market, models: engines.models }, () => benchmarkEngines(engines));
  let wasUpdated = false;
  const restart = () => {
    wasUpdated = true;
    end();
  };
  const { meters } = books;
  const following = { ...parts, meters, emit, restart: options.restartForUpdates ? restart : undefined };
  const updates = followReleases(releases, following);
  ends.push(updates.end, tellRests(parts, books, updates));
  const { began, ended } = meter;
  await runLoop({
    market,
    device,
    spool: parts.spool,
    parked,
    emit,
    engines: meteredEngines(engines, { began, ended, requestFinished: progress.requestFinished }),
    costsOf: costMeter(watch.costs),
    want: () => (updates.holdsBack() ? null : watch.want()),
    wait: (millis, signal) => sleep(millis, undefined, { signal }).catch(() => undefined),
  });
  return { wasUpdated };
}

const tellingMillis = 1_000;

/** Whether it is due is looked at every second; most often it is not. */
function tellRests(
  { market, watch, agreed, heard }: Parts,
  { word }: Books,
  { holdsBack }: Pick<Keeping, 'holdsBack'>,
): () => void {
  const heedCharter = async (said: Parameters<AgreedCharter['heed']>[0]) => {
    if (await agreed.heed(said)) watch.judge();
  };
  const tell = createRestTeller({
    ...{ market, watch, word, holdsBack, heedCharter, elapsed: monotonic, random: Math.random() },
    onTold(rests) {
      heard.told = rests.map(restWords);
    },
  });
  const timer = setInterval(() => void tell(), tellingMillis);
  return () => clearInterval(timer);
}

type Assembling = AgentWorld & { dir: DataDir; books: Books; ends: Ends };

type Parts = {
  books: Books;
  parked: Parked;
  engines: EngineProcess;
  device: DeviceKey;
  spool: Spool;
  market: AccountedMarket;
  heard: AgentStatus['market'];
  progress: Progress;
  watch: Watch;
  meter: RunMeter;
  releases: Releases | undefined;
  agreed: AgreedCharter;
  toggleDriver(): void;
};

async function assemble(options: AgentOptions, assembling: Assembling): Promise<Parts> {
  const { dir, books, ends, emit, now } = assembling;
  const parked = createParked();
  const releases = await openVehicleReleases(options, dir);
  const engines = await openVehicleEngines(
    { ...options, held: releases?.held },
    () => parked.driverBack,
    (model, error) => emit({ event: 'model_broken', model, error }),
  );
  ends.push(engines.close);
  const device = await openDeviceKey(dir.device, now);
  const onBytes = (bytes: number) => books.meters.add({ bytes });
  const plainMarket = createMarket({
    baseUrl: options.baseUrl,
    device,
    now,
    elapsed: sinceBoot,
    onBytes,
  });
  // With no model there is nothing to enrol.
  if (!device.identity && options.code !== undefined) await pullAtOnce(releases, { now, onBytes });
  if (await identify({ device, market: plainMarket, models: engines.models }, options))
    emit({ event: 'enrolled', vehicleId: device.identity?.vehicleId ?? '' });
  const spool = createSpool(dir.spool);
  const agreed = await openAgreed(dir, { books, device, market: plainMarket });
  let watching: ReturnType<typeof watchOver> | undefined;
  const heard: Parts['heard'] = { lastReplyAt: null, problem: null, told: [] };
  const market = accountedMarket(plainMarket, {
    ...books,
    resumable: await spool.leases(),
    async heedCharter(said) {
      if (await agreed.heed(said)) watching?.watch.judge();
    },
    heard: hearingMarket(heard, books, now),
  });
  const progress = createProgress(monotonic);
  const store = createSignalStore(now);
  books.journal.note({
    kind: 'started',
    softwareVersion,
    models: [...engines.models],
    timeZone: books.timeZone(),
  });
  watching = watchOver(options, { ...assembling, parked, store, market, agreed });
  const { watch, toggleDriver } = watching;
  ends.push(watch.end);
  const running = await openSources(options, { store, now, emit });
  ends.push(running.stop);
  const meter = createRunMeter({ meters: books.meters, costs: watch.costs, monotonic });
  ends.push(keepBooks(books, watch, meter));
  return {
    books,
    parked,
    engines,
    device,
    spool,
    market,
    heard,
    progress,
    watch,
    meter,
    releases,
    agreed,
    toggleDriver,
  };
}

type Agreeing = { books: Books; device: DeviceKey; market: Market };

/** What the owner agreed to at the market: the rules of this car from now on, where there is anything. */
async function openAgreed({ agreedCharter }: DataDir, { books, device, market }: Agreeing) {
  const agreed = await openAgreedCharter({ path: agreedCharter, market, whose: () => identityOf(device) });
  books.goBy(agreed);
  return agreed;
}

function identityOf({ identity }: DeviceKey) {
  if (!identity) throw new Error('A vehicle that is not enrolled has no charter at the market.');
  return identity;
}

/** Whether the market answers; what keeps it from giving work is noted when it begins. */
const hearingMarket =
  (heard: Parts['heard'], { journal }: Books, now: () => number) =>
  (problem: string | null, isAnswered: boolean): void => {
    if (isAnswered) heard.lastReplyAt = now();
    if (problem !== null && heard.problem === null)
      journal.note({ kind: 'fault', what: 'market', text: problem });
    heard.problem = problem;
  };
