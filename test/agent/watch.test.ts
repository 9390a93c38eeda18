import { expect, onTestFinished, test } from 'vitest';
import { createParked } from '../../agent/parked.ts';
import { readingsAt } from '../../agent/signals/signal-source.ts';
import { createSignalStore } from '../../agent/signals/signal-store.ts';
import { startWatch } from '../../agent/watch.ts';
import { type Charter, standardCharter } from '../../shared/charter.ts';
import type { Judgement } from '../../shared/judgement.ts';
import { leastOf } from '../support/least-of.ts';
import { parkedAtHome } from './cli/agent-rig.ts';

const noon = Date.UTC(2026, 9, 7, 12);
const zero = {
  runningMillis: 0,
  energyMicroWattHours: 0,
  energyNanoUsd: 0,
  wearNanoUsd: 0,
  bytes: 0,
  requests: 0,
  grossNanoUsd: 0,
};

/** A watch over a car that stands at home, on a clock that the test sets. */
function watchCar(rules: Partial<Charter> = {}) {
  const departure = { ...standardCharter.departure, weekly: [] };
  const state = {
    now: noon,
    isLeased: false,
    charter:
      rules === null ? undefined : ({ ...standardCharter, departure, ...rules } as Charter | undefined),
    word: { pausedUntil: null as number | null, finishThenStop: false, say: async () => undefined },
    spent: { ...zero },
    judged: [] as Judgement[],
  };
  const store = createSignalStore(() => state.now);
  const parked = createParked();
  const say = (values: Parameters<typeof readingsAt>[0]) => store.tell(readingsAt(values, state.now, 'test'));
  say(parkedAtHome);
  const watch = startWatch({
    store,
    parked,
    charter: () => state.charter,
    isWithdrawn: () => false,
    word: state.word,
    said: () => ({}),
    meters: { today: () => state.spent, thisMonth: () => state.spent },
    isLeased: () => state.isLeased,
    most: { seconds: 600, tasks: 4, waitSeconds: 20 },
    hardwareClass: 'AI4',
    timeZone: () => 'UTC',
    now: () => state.now,
    onJudged: (judgement) => state.judged.push(judgement),
  });
  onTestFinished(watch.end);
  return { state, say, watch, parked };
}

test('a signal that forbids has stopped the engine before the source that told it goes on', async () => {
  const { say, parked, watch } = watchCar();
  const least = await leastOf(50, () => {
    expect(parked.driverBack.aborted).toBe(false);
    const began = performance.now();
    say({ gear: 'D' });
    const millis = performance.now() - began;
    expect(parked.driverBack.aborted).toBe(true);
    expect(watch.want()).toBeNull();
    say({ gear: 'P' });
    return millis;
  });
  expect(parked.driverBack.aborted).toBe(false);
  expect(least).toBeLessThan(50);
});

test('it asks for what it can surely give: less before an end, nothing right before it', () => {
  const hours = [{ days: ['wed' as const], from: '08:00', to: '12:10' }];
  const { state, say, watch } = watchCar({ hours });
  expect(watch.want()?.seconds).toBe(580);
  state.now += 500_000;
  say(parkedAtHome);
  expect(watch.want()?.seconds).toBe(80);
  state.now += 77_000;
  say(parkedAtHome);
  expect(watch.judgement().eligibleUntil).toBe(noon + 600_000);
  expect(watch.want()).toBeNull();
});

test('it names its costs and the kinds that may run, and promises nothing without a price', () => {
  const { watch } = watchCar({ kinds: ['ocr'] });
  const want = watch.want();
  expect(want?.costs).toMatchObject({ energyMicroUsdPerKwh: 187_000, floorMicroUsdPerHour: 20_000 });
  expect(want?.allows?.('tesseract-eng')).toBe(true);
  expect(want?.allows?.('parkade-embed-1')).toBe(false);
  const dynamic = watchCar({ tariff: { kind: 'dynamic', ceilingMicroUsdPerKwh: 300_000 } });
  expect(dynamic.watch.want()).toBeNull();
  expect(dynamic.watch.costs().isUsual).toBe(true);
});

test('a budget that is used up, and a clock that is set back, stop it', () => {
  const { state, watch, parked } = watchCar({ wearBudgetMicroUsdPerMonth: 1_000_000 });
  state.spent = { ...zero, wearNanoUsd: 1_000_000_000 };
  watch.judge();
  expect(parked.driverBack.aborted).toBe(true);
  state.spent = zero;
  watch.judge();
  expect(parked.driverBack.aborted).toBe(false);
  state.now -= 3_600_000;
  watch.judge();
  expect(parked.driverBack.aborted).toBe(true);
  expect(state.judged.at(-1)?.reasons[0]?.code).toMatch(/^stale-/);
});

test('finish lets what is leased run to its end, asks for no more, and then stands still', () => {
  const { state, watch, parked } = watchCar();
  state.isLeased = true;
  state.word.finishThenStop = true;
  watch.judge();
  expect(parked.driverBack.aborted).toBe(false);
  expect(watch.want()).toBeNull();
  state.isLeased = false;
  watch.judge();
  expect(parked.driverBack.aborted).toBe(true);
});

test('what it asks for has to pay in the dearest hour that it reaches into', () => {
  const days = ['wed' as const];
  const tariff = {
    kind: 'time-of-use' as const,
    windows: [{ days, from: '12:05', to: '16:00', microUsdPerKwh: 280_000 }],
    otherwiseMicroUsdPerKwh: 80_000,
    ceilingMicroUsdPerKwh: 300_000,
  };
  const { state, say, watch } = watchCar({ tariff });
  expect(watch.costs().plug.energyMicroUsdPerKwh).toBe(80_000);
  // 600 s from noon on reach beyond 12:05.
  expect(watch.want()).toMatchObject({ seconds: 600, costs: { energyMicroUsdPerKwh: 280_000 } });
  state.now = Date.UTC(2026, 9, 7, 16);
  say(parkedAtHome);
  expect(watch.want()?.costs?.energyMicroUsdPerKwh).toBe(80_000);
});
