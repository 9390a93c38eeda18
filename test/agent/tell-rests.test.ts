import { expect, test } from 'vitest';
import { MarketRefusal } from '../../agent/market.ts';
import { createRestTeller, tellMillis } from '../../agent/tell-rests.ts';
import type { Reason } from '../../shared/judgement.ts';

const reason = (code: string, weight: Reason['weight'] = 'no'): Reason => ({ code, text: code, weight });

/** A car whose judgement and clock the test sets, and what the market heard of it. */
function restingCar() {
  const car = {
    now: 0,
    reasons: [] as Reason[],
    isLeased: false,
    heard: [] as string[],
    answer: async (): Promise<void> => undefined,
    versions: [] as (number | null)[],
    told: [] as string[],
  };
  const tell = createRestTeller({
    market: {
      async rest({ because }) {
        car.heard.push(because.map(({ code }) => code).join());
        await car.answer();
        return { charter: { state: 'agreed', version: 7 } };
      },
      isLeased: () => car.isLeased,
      isAsking: () => false,
    },
    watch: {
      judgement: () => ({
        eligibleUntil: car.reasons.length === 0 ? 1e15 : null,
        mayChangeAt: null,
        watts: 0,
        reasons: car.reasons,
      }),
      want: () => ({ seconds: 60, tasks: 1 }),
    },
    word: { finishThenStop: false },
    holdsBack: () => false,
    heedCharter: async ({ version }) => void car.versions.push(version),
    onTold: (rests) => {
      car.told = rests.map(({ code }) => code);
    },
    elapsed: () => car.now,
    random: 0.5,
  });
  /** Second by second, as the agent does. */
  const live = async (millis: number) => {
    for (const end = car.now + millis; car.now < end; car.now += 1_000) await tell();
  };
  return { car, live };
}

test('a car that may compute tells nothing; one that rests tells why at once, and hears of a new charter', async () => {
  const { car, live } = restingCar();
  await live(600_000);
  expect(car.heard).toEqual([]);
  car.reasons = [reason('outside-hours')];
  await live(2_000);
  expect(car.heard).toEqual(['outside_hours']);
  expect(car.versions).toEqual([7]);
  expect(car.told).toEqual(['outside_hours']);
  car.reasons = [];
  await live(1_000);
  expect(car.told).toEqual([]);
});

test('reasons that change every second are told once a minute, and one that stays four times an hour', async () => {
  const { car, live } = restingCar();
  for (let second = 0; second < 600; second++) {
    car.reasons = [reason(second % 2 ? 'outside-hours' : 'cabin-too-warm')];
    await live(1_000);
  }
  expect(car.heard).toHaveLength(10);
  const { car: steady, live: liveOn } = restingCar();
  steady.reasons = [reason('outside-hours')];
  await liveOn(3_600_000);
  expect(steady.heard).toHaveLength(4);
});

test('that somebody uses the car is told at one moment of the hour and once, not when it begins or ends', async () => {
  const { car, live } = restingCar();
  await live(600_000);
  car.reasons = [reason('user-present', 'stop')];
  await live(1_190_000);
  expect(car.heard).toEqual([]);
  await live(20_000);
  expect(car.heard).toEqual(['in_use']);
  await live(3 * tellMillis.private);
  expect(car.heard).toEqual(['in_use']);
  car.reasons = [];
  await live(600_000);
  // A short trip leaves no trace at all.
  car.reasons = [reason('gear', 'stop')];
  await live(900_000);
  car.reasons = [];
  await live(tellMillis.private);
  expect(car.heard).toEqual(['in_use']);
});

test('nothing is told while something is leased, and a market that is away is asked once a minute', async () => {
  const { car, live } = restingCar();
  car.reasons = [reason('outside-hours')];
  car.isLeased = true;
  await live(120_000);
  expect(car.heard).toEqual([]);
  car.isLeased = false;
  car.answer = () => Promise.reject(new Error('no network'));
  await live(180_000);
  expect(car.heard).toHaveLength(3);
  car.answer = () => Promise.reject(new MarketRefusal('Telling', 404, {}));
  await live(tellMillis.again);
  expect(car.heard).toHaveLength(4);
});
