import { join } from 'node:path';
import { accountedMarket } from '../../agent/accounted-market.ts';
import { openBooks } from '../../agent/books.ts';
import { dataDirAt } from '../../agent/data-dir.ts';
import { openDeviceKey } from '../../agent/device-key.ts';
import { builtInOpeners } from '../../agent/engines/built-in.ts';
import { createEngines } from '../../agent/engines/engines.ts';
import type { AgentEvent } from '../../agent/events.ts';
import { runLoop } from '../../agent/loop.ts';
import { createMarket } from '../../agent/market.ts';
import { meteredEngines } from '../../agent/metered-engines.ts';
import { createParked, type Parked } from '../../agent/parked.ts';
import { costMeter, createRunMeter } from '../../agent/run-meter.ts';
import { createJudgementNotes } from '../../agent/signal-notes.ts';
import { createSignalStore } from '../../agent/signals/signal-store.ts';
import { createSpool } from '../../agent/spool.ts';
import { createRestTeller } from '../../agent/tell-rests.ts';
import { startWatch } from '../../agent/watch.ts';
import { call } from '../../local/demo/api.ts';
import type { Charter } from '../../shared/charter.ts';
import type { Judgement } from '../../shared/judgement.ts';
import type { Signals } from '../../shared/signals.ts';
import type { Market } from './market-rig.ts';

/** What a car tells at a moment. */
type Sample = { at: number; signals: Signals };

type VirtualCar = {
  market: Market;
  charter: Charter;
  models: readonly string[];
  /** In the order of time; where they end the car is taken out of service. */
  samples: Iterable<Sample>;
  /** Called as virtual time passes, at least each virtual minute. */
  onTime?: (at: number) => Promise<void>;
};

export type Judged = { at: number; judgement: Judgement; signals: Signals };

/**
 * The agent's own parts in a car whose days pass as fast as they can: the story that `samples` tell is told when the
 * loop waits, so that a week takes a minute. Resolves when the story is over.
 */
export async function liveThrough({ market, charter, models, samples, onTime }: VirtualCar) {
  const { now, cloud, owners, dir } = market;
  const dataDir = join(dir, 'virtual-car');
  const device = await openDeviceKey(join(dataDir, 'device.json'), now);
  const plain = createMarket({ baseUrl: `${cloud.url}/v1`, device, now, retries: 0 });
  const { code } = await call<{ code: string }>(`${cloud.url}/v1/owner/enrolment_codes`, {
    key: owners[0]?.apiKey ?? '',
    body: {},
  });
  const keys = { signingKey: device.signingPublicKey, sealingKey: device.sealingPublicKey };
  const about = { hardwareClass: 'AI4', models: [...models], softwareVersion: 'test' } as const;
  await device.enrolled(await plain.enrol({ code, ...keys, ...about, models: [...models] }));

  const books = await openBooks(dataDirAt(dataDir), undefined, now);
  const accounted = accountedMarket(plain, {
    ...books,
    resumable: [],
    heard: () => undefined,
    heedCharter: async () => undefined,
  });
  const store = createSignalStore(now);
  const events: (AgentEvent & { at: number })[] = [];
  const judged: Judged[] = [];
  const noteJudgement = createJudgementNotes(books.journal);
  const parked = createParked();
  const watch = startWatch({
    store,
    parked,
    now,
    hardwareClass: 'AI4',
    said: () => ({}),
    charter: () => charter,
    isWithdrawn: () => false,
    word: books.word,
    meters: books.meters,
    isLeased: accounted.isLeased,
    most: { seconds: 600, tasks: 4, waitSeconds: 0 },
    timeZone: () => charter.timeZone,
    onJudged(judgement, signals) {
      noteJudgement(judgement);
      judged.push({ at: now(), judgement, signals });
    },
  });
  const meter = createRunMeter({
    meters: books.meters,
    costs: watch.costs,
    monotonic: () => performance.now(),
  });
  const tell = createRestTeller({
    ...{ market: accounted, watch, word: books.word, elapsed: now, random: 0.5 },
    holdsBack: () => false,
    heedCharter: async () => undefined,
    onTold: () => undefined,
  });
  const story = samples[Symbol.iterator]();
  let next = story.next();

  /** Lets time pass until `at`, or until `cut` is aborted by what the car tells. */
  async function passTo(at: number, cut?: AbortSignal): Promise<void> {
    while (!next.done && next.value.at <= at && !cut?.aborted) {
      market.advanceSeconds(Math.max(0, next.value.at - now()) / 1_000);
      store.tell(next.value.signals);
      await tell();
      await onTime?.(now());
      next = story.next();
    }
    if (next.done) parked.end();
    else if (!cut?.aborted) market.advanceSeconds(Math.max(0, at - now()) / 1_000);
  }

  const waiting: Parked = {
    get driverBack() {
      return parked.driverBack;
    },
    ended: parked.ended,
    async untilParked() {
      while (parked.driverBack.aborted && !parked.ended.aborted) await passTo(now() + 60_000);
    },
    driverReturns: parked.driverReturns,
    driverLeaves: parked.driverLeaves,
    end: parked.end,
  };
  const engines = createEngines(
    Object.fromEntries(Object.entries(builtInOpeners(now)).filter(([model]) => models.includes(model))),
  );
  await runLoop({
    market: accounted,
    device,
    spool: createSpool(join(dataDir, 'spool')),
    parked: waiting,
    emit: (event) => events.push({ ...event, at: now() }),
    engines: meteredEngines(engines, {
      began: meter.began,
      ended: meter.ended,
      requestFinished: () => undefined,
    }),
    costsOf: costMeter(watch.costs),
    want: watch.want,
    wait: (millis, signal) => passTo(now() + millis, signal),
  });
  watch.end();
  await engines.close();
  await books.journal.written();
  return { events, judged, dataDir, vehicleId: device.identity?.vehicleId ?? '' };
}
