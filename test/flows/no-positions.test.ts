import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paidCommuter } from '../../agent/signals/simulated/commuter.ts';
import { type Sample, samples } from '../../agent/signals/simulated/samples.ts';
import { type Charter, standardCharter } from '../../shared/charter.ts';
import { embeddingLine, type Market, startMarket } from '../support/market-rig.ts';
import { ownerOf } from '../support/owner-api.ts';
import { liveThrough } from '../support/virtual-car.ts';
import { hearWrites, type Written } from '../support/written-bytes.ts';

/** What only this car knows, in figures that mean nothing else. */
const canaries = {
  'weekly departure': '07:13',
  'state of charge': '61.8034',
  'battery of the pack': '73.7713',
  'cabin temperature': '21.71828',
  'departure that the car told': '4102444813371',
};

/** Names that a position, a trip or the use of a car would be stored under. */
const forbidden =
  /latitude|longitude|"lat"|"lng"|"lon"|geofence|geohash|altitude|heading|odometer|mileage|"gear"|"trips?"|tripId|departureAt|departsAt|locatedAt|"location"|destination|stateOfCharge|pluggedIn|userPresent|doorOpen|"vin"|licencePlate/i;
/**
 * What Stripe calls the account that a transfer goes to, the stand-in's index of that field, and the charter's rules,
 * which tell nobody's days.
 */
const innocent =
  /"?destination"?[=:]|transfer_by_destination|'\$\.destination'|stateOfChargeFloorPercent|"(userPresent|doorOpen)":(\{"S":)?"(required|if-told)"/g;

const inTheCar: Charter = {
  ...standardCharter,
  car: { ...standardCharter.car, packKwh: 73.7713 },
  departure: {
    ...standardCharter.departure,
    weekly: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], at: '07:13', targetPercent: 75 }],
  },
  temperatures: {},
};

function* month(from: number): Generator<Sample> {
  const story = samples({ seed: 5, from, days: 30, everyMillis: 240_000, commuter: paidCommuter });
  for (const { at, signals } of story)
    yield {
      at,
      signals: {
        ...signals,
        departureAt: { value: 4_102_444_813_371, at },
        stateOfChargePercent: { value: 61.8034, at },
        cabinCelsius: { value: 21.71828, at },
      },
    };
}

/** When it began to drive and when it stopped, to the millisecond. */
function driveTimes(story: Iterable<Sample>): Set<string> {
  const times = new Set<string>();
  let gear: string | undefined;
  for (const { at, signals } of story) {
    const told = signals.gear?.value ?? gear;
    if (gear !== undefined && told !== gear) times.add(String(at));
    gear = told;
  }
  return times;
}

let market: Market;
let written: Written[];
let worked: number;
let drives: Set<string>;
beforeAll(async () => {
  const hearing = hearWrites();
  ({ written } = hearing);
  market = await startMarket({ idleRetrySeconds: 3_600 });
  const owner = ownerOf(market.cloud.url, market.owners[0]?.apiKey ?? '');
  const agreed = { ...inTheCar, car: standardCharter.car, departure: { ...inTheCar.departure, weekly: [] } };
  const consent = { accepted: true, text_version: '1' };
  expect((await owner('POST', '/v1/owner/charters', { charter: agreed, consent })).status).toBe(200);
  const from = Math.ceil(market.now() / 60_000) * 60_000;
  drives = driveTimes(month(from));
  let day = -1;
  const lived = await liveThrough({
    market,
    charter: inTheCar,
    models: ['parkade-embed-1'],
    samples: month(from),
    async onTime(at) {
      const today = Math.floor((at - from) / 86_400_000);
      if (today === day) return;
      day = today;
      await market.sweep();
      await market.submit(Array.from({ length: 20 }, (_, no) => embeddingLine(`${day}-${no}`, `text ${no}`)));
    },
  });
  await market.sweep();
  await market.payOut();
  worked = lived.judged.filter(({ judgement }) => judgement.eligibleUntil !== null).length;
  // What it tells its operator, who may keep it anywhere.
  for (const event of lived.events) written.push({ where: 'agent', text: JSON.stringify(event) });
  hearing.end();
}, 600_000);
afterAll(() => market.close());

/** Where something private was found, and what. */
function findings(all: readonly Written[]): string[] {
  const found = new Set<string>();
  for (const { where, text } of all) {
    for (const [name, canary] of Object.entries(canaries))
      if (text.includes(canary)) found.add(`${name} in ${where}`);
    const [word] = forbidden.exec(text.replaceAll(innocent, '')) ?? [];
    if (word) found.add(`${word} in ${where}: ${text.slice(0, 300)}`);
  }
  return [...found];
}

test('of a month of a working car nothing is sent, stored, queued or logged that tells where or when it drove', async () => {
  const kinds = (pattern: RegExp) => written.filter(({ where }) => pattern.test(where)).length;
  // The car worked, and all ways were listened to.
  expect(worked).toBeGreaterThan(100);
  const earned = await market.earnings(0);
  expect(earned.requests).toBeGreaterThan(100);
  expect(kinds(/POST .*vehicle.work$/)).toBeGreaterThan(100);
  // It also told why it rested.
  expect(kinds(/POST .*vehicle.rests$/)).toBeGreaterThan(20);
  expect(kinds(/^DynamoDB_20120810\.(PutItem|UpdateItem|TransactWriteItems)/)).toBeGreaterThan(1_000);
  expect(kinds(/^AmazonSQS\.SendMessage/)).toBeGreaterThan(100);
  expect(kinds(/^PUT /)).toBeGreaterThan(30);
  expect(findings(written)).toEqual([]);
});

test('nor does it lie in the files of the cloud, outside of the car', () => {
  const cloudFiles = readdirSync(market.dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('virtual-car'))
    .map((entry) => join(entry.parentPath, entry.name));
  expect(cloudFiles.length).toBeGreaterThan(30);
  expect(findings(cloudFiles.map((path) => ({ where: path, text: readFileSync(path, 'latin1') })))).toEqual(
    [],
  );
});

test('no time at which it began or stopped to drive is anywhere', () => {
  expect(drives.size).toBeGreaterThan(100);
  const found = written.flatMap(({ where, text }) =>
    [...text.matchAll(/\d{13}/g)].filter(([time]) => drives.has(time)).map(([time]) => `${time} in ${where}`),
  );
  expect(found).toEqual([]);
});

/**
 * Who is parked now and free when: both go when it drives away, or with the day. A call's number is counted on from the
 * hour of the program's start, and is no time.
 */
const meantToBeExact = /^(presentUntil|busyUntil|:sequence)$/;

test('no vehicle is kept with a time that is finer than an hour, but for the work that it handed in', () => {
  const writes = written.filter(
    ({ where, text }) =>
      /Put|Update|Transact/.test(where) && /"VEHICLE#veh/.test(text) && !text.includes('ENROLMENT#'),
  );
  const times = writes.flatMap(({ where, text }) =>
    [...text.matchAll(/"([^"]+)":\{"N":"(\d{13})"\}/g)]
      .filter(([, name = '']) => !meantToBeExact.test(name))
      .map(([, name, millis]) => ({ name, millis: Number(millis), where, text: text.slice(0, 300) })),
  );
  expect(times.length).toBeGreaterThan(100);
  expect(times.filter(({ millis }) => millis % 3_600_000 !== 0)).toEqual([]);
});

test('the look finds what it looks for, and says where', () => {
  const at = (text: string) => findings([{ where: 'PutItem', text }]);
  expect(at('{"position":{"latitude":52.5}}')).toEqual([expect.stringContaining('latitude in PutItem')]);
  expect(at('{"departureAt":{"N":"1"}}')).toHaveLength(1);
  expect(at('{"plan":{"S":"mon 07:13"}}')).toEqual(['weekly departure in PutItem']);
  expect(at('{"amountMicroUsd":{"N":"5"}}')).toEqual([]);
});
