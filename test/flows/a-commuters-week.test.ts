import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readJournal } from '../../agent/journal.ts';
import { paidCommuter } from '../../agent/signals/simulated/commuter.ts';
import { type Sample, samples } from '../../agent/signals/simulated/samples.ts';
import { freshValue } from '../../shared/charter/freshness.ts';
import { type Charter, standardCharter } from '../../shared/charter.ts';
import type { Reason } from '../../shared/judgement.ts';
import type { SignalName } from '../../shared/signals.ts';
import {
  definitionLine,
  definitions,
  embeddingLine,
  type Market,
  sentences,
  startMarket,
} from '../support/market-rig.ts';
import { type Judged, liveThrough } from '../support/virtual-car.ts';

/** Without daylight saving: the week is the same one whenever the test runs. */
const timeZone = 'America/Phoenix';
const hourMillis = 3_600_000;
const weekMillis = 7 * 24 * hourMillis;
const monday = Date.UTC(2026, 0, 5);
const words = Object.keys(definitions());
const texts = sentences(2_000);

/** Half of the battery kept, ready at half past seven, nothing dear, never while anybody is near. */
const charter: Charter = {
  ...standardCharter,
  timeZone,
  departure: {
    ...standardCharter.departure,
    weekly: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], at: '07:00', targetPercent: 75 }],
  },
  tariff: {
    kind: 'time-of-use',
    windows: [
      { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '16:00', to: '21:00', microUsdPerKwh: 420_000 },
    ],
    otherwiseMicroUsdPerKwh: 150_000,
    ceilingMicroUsdPerKwh: 300_000,
  },
};

/** What must be so in the car where a reason is given. Clock-made ones need no more than their own words. */
const whatIsMeant: Readonly<Record<string, [SignalName, (value: unknown) => boolean]>> = {
  gear: ['gear', (value) => value !== 'P'],
  'not-plugged-in': ['pluggedIn', (value) => value === false],
  'user-present': ['userPresent', (value) => value === true],
  'door-open': ['doorOpen', (value) => value === true],
  'app-in-use': ['appInUse', (value) => value === true],
  preconditioning: ['preconditioning', (value) => value === true],
  'software-update': ['softwareUpdate', (value) => value === true],
  'charge-below-floor': ['stateOfChargePercent', (value) => Number(value) < 50],
  'charge-for-departure': ['stateOfChargePercent', (value) => Number(value) < 80],
  'not-on-wifi': ['network', (value) => value === 'cellular'],
  'cabin-too-hot': ['cabinCelsius', (value) => Number(value) > 45],
  'circuit-full': ['chargingWatts', (value) => Number(value) > 6_000],
};

/** The same, so much later. */
function* told(story: Iterable<Sample>, laterMillis: number): Generator<Sample> {
  for (const { at, signals } of story) {
    const readings = Object.entries(signals).flatMap(([name, reading]) =>
      reading ? [[name, { ...reading, at: reading.at + laterMillis }]] : [],
    );
    yield { at: at + laterMillis, signals: Object.fromEntries(readings) };
  }
}

let market: Market;
let week: Awaited<ReturnType<typeof liveThrough>>;
const batchIds: string[] = [];
beforeAll(async () => {
  market = await startMarket({ idleRetrySeconds: 900 });
  // The simulated week is a fixed one, told as many whole weeks later as it takes to lie ahead.
  const laterMillis = Math.ceil((market.now() - monday) / weekMillis) * weekMillis;
  const from = monday + laterMillis;
  market.advanceSeconds((from - market.now()) / 1_000);
  let nextBatchAt = from;
  let no = 0;
  week = await liveThrough({
    market,
    charter,
    models: ['parkade-embed-1', 'parkade-dictionary-1'],
    samples: told(
      samples({ seed: 27, from: monday, days: 7, commuter: { ...paidCommuter, timeZone } }),
      laterMillis,
    ),
    async onTime(at) {
      if (at < nextBatchAt) return;
      nextBatchAt += 8 * hourMillis;
      await market.sweep();
      const first = 20 * (no++ % 50);
      const chat = words.slice(first, first + 20).map((word) => definitionLine(word, word));
      const embeddings = texts.slice(first, first + 20).map((text, at) => embeddingLine(`e-${at}`, text));
      for (const lines of [chat, embeddings]) batchIds.push((await market.submit(lines)).id);
    },
  });
  await market.sweep();
}, 300_000);
afterAll(() => market.close());

/** The reason is a sentence, and what it says was so. */
function expectTrue({ code, text }: Reason, { at, signals }: Judged): void {
  expect(text).toMatch(/^[A-Z].*\.$/);
  // These two are made by the clock alone.
  if (code === 'price-above-ceiling') expect(isDear(at), text).toBe(true);
  else if (code === 'departure') expect(text).toBe('Not now: you leave at 07:00.');
  else expectMeant({ code, text }, { at, signals });
}

function expectMeant(
  { code, text }: Pick<Reason, 'code' | 'text'>,
  { at, signals }: Omit<Judged, 'judgement'>,
) {
  const meant = whatIsMeant[code];
  if (!meant) throw new Error(`Nobody expected to stop by ${code}: ${text}`);
  const [name, isSo] = meant;
  const value = freshValue({ charter, signals, now: at }, name);
  expect(isSo(value), `${text} (${name} is ${value})`).toBe(true);
}

/** From eligible to not: a stop. */
const stopsIn = (judged: readonly Judged[]) =>
  judged.filter(
    ({ judgement }, at) =>
      judgement.eligibleUntil === null && judged[at - 1]?.judgement.eligibleUntil != null,
  );
const weighty = ({ weight }: Reason) => weight === 'stop' || weight === 'no';

describe("a commuter's week, through the real agent and the real API", () => {
  test('every stop has a reason in words, and the car was as the reason says', () => {
    const stops = stopsIn(week.judged);
    expect(stops.length).toBeGreaterThanOrEqual(5);
    for (const stop of stops) {
      const reasons = stop.judgement.reasons.filter(weighty);
      expect(reasons.length).toBeGreaterThan(0);
      for (const reason of reasons) expectTrue(reason, stop);
    }
  });

  test('the log in the car tells the same stops, for `why`', async () => {
    const told: string[] = [];
    let eligible = false;
    for await (const entry of readJournal(`${week.dataDir}/journal`)) {
      if (entry.kind !== 'judged') continue;
      if (eligible && entry.eligibleUntil === null) told.push(entry.reasons[0]?.text ?? '');
      eligible = entry.eligibleUntil !== null;
    }
    expect(told).toEqual(stopsIn(week.judged).map(({ judgement }) => judgement.reasons[0]?.text));
  });

  test('nobody ever drives, opens a door or pulls the cable while it may compute', () => {
    for (const { judgement, signals } of week.judged) {
      if (judgement.eligibleUntil === null) continue;
      expect(signals).toMatchObject({
        gear: { value: 'P' },
        pluggedIn: { value: true },
        userPresent: { value: false },
        doorOpen: { value: false },
      });
      expect(signals.stateOfChargePercent?.value).toBeGreaterThanOrEqual(50);
    }
  });

  test('it works through the nights, never at the dear hours, and what it took is done', async () => {
    const hours = eligibleHours(week.judged);
    expect(hours).toBeGreaterThan(20);
    expect(hours).toBeLessThan(120);
    const leased = week.events.filter(({ event }) => event === 'leased');
    expect(leased.length).toBeGreaterThan(20);
    for (const { at } of leased) expect(isDear(at)).toBe(false);
    const statuses = await Promise.all(batchIds.map(async (id) => (await market.batch(id)).status));
    expect(statuses.filter((status) => status === 'completed').length).toBeGreaterThan(statuses.length / 2);
    for (const status of statuses) expect(['completed', 'in_progress', 'expired']).toContain(status);
    await market.expectSound();
  });

  test('its owner earned net what the market paid less energy and wear at the hours it ran', async () => {
    const earned = await market.earnings(0);
    expect(earned.requests).toBeGreaterThan(100);
    expect(earned.netMicroUsd).toBe(earned.grossMicroUsd - earned.energyMicroUsd - earned.wearMicroUsd);
    expect(earned.grossMicroUsd).toBeGreaterThan(0);
    // How much is left depends on how fast this computer is: running is metered as long as it took. But it is what the
    // car itself wrote down, rounded up to a micro-dollar once an accrual.
    const accruals = (
      await Array.fromAsync(market.cloud.deps.ledger.earnedBy(earned.ownerId, '2026-01-01', '2099-12-31'))
    ).length;
    const told = await toldInTheCar(`${week.dataDir}/journal`);
    for (const [cost, nanoUsd] of [
      [earned.energyMicroUsd, told.energyNanoUsd],
      [earned.wearMicroUsd, told.wearNanoUsd],
    ] as const) {
      expect(nanoUsd).toBeGreaterThan(0);
      expect(cost).toBeGreaterThanOrEqual(nanoUsd / 1_000);
      expect(cost).toBeLessThan(nanoUsd / 1_000 + accruals);
    }
  });
});

const isDear = (at: number): boolean => {
  const local = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: 'numeric',
    hourCycle: 'h23',
  });
  const parts = Object.fromEntries(local.formatToParts(at).map(({ type, value }) => [type, value]));
  const hour = Number(parts.hour);
  return !['Sat', 'Sun'].includes(parts.weekday ?? '') && hour >= 16 && hour < 21;
};

/** What the hand-ins that counted cost, by the car's own log. */
async function toldInTheCar(journal: string) {
  const told = { energyNanoUsd: 0, wearNanoUsd: 0 };
  for await (const entry of readJournal(journal)) {
    if (entry.kind !== 'handed-in' || entry.status !== 'accepted') continue;
    told.energyNanoUsd += entry.energyNanoUsd;
    told.wearNanoUsd += entry.wearNanoUsd;
  }
  return told;
}

function eligibleHours(judged: readonly Judged[]): number {
  let millis = 0;
  for (const [at, { judgement, at: from }] of judged.entries()) {
    const until = judged[at + 1]?.at ?? from;
    if (judgement.eligibleUntil !== null) millis += until - from;
  }
  return millis / hourMillis;
}
