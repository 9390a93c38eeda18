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
/** What Stripe calls the account that a transfer goes to, and the charter's rules, which tell nobody's days. */
const innocent =
  /"?destination"?[=:]|stateOfChargeFloorPercent|"(userPresent|doorOpen)":(\{"S":)?"(required|if-told)"/g;

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

let market: Market;
let written: Written[];
let worked: number;
beforeAll(async () => {
  const hearing = hearWrites();
  ({ written } = hearing);
  market = await startMarket({ idleRetrySeconds: 3_600 });
  const owner = ownerOf(market.cloud.url, market.owners[0]?.apiKey ?? '');
  const agreed = { ...inTheCar, car: standardCharter.car, departure: { ...inTheCar.departure, weekly: [] } };
  const consent = { accepted: true, text_version: '1' };
  expect((await owner('POST', '/v1/owner/charters', { charter: agreed, consent })).status).toBe(200);
  const from = Math.ceil(market.now() / 60_000) * 60_000;
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

test('no vehicle is kept with a time that is finer than an hour, but for the work that it handed in', () => {
  const updates = written.filter(({ where, text }) => /UpdateItem/.test(where) && text.includes('"VEHICLE#'));
  const times = updates.flatMap(({ text }) =>
    [...text.matchAll(/"(:hour|:now|:seen)":\{"N":"(\d{13})"\}/g)].map(([, , millis]) => Number(millis)),
  );
  expect(times.length).toBeGreaterThan(100);
  for (const millis of times) expect(millis % 3_600_000).toBe(0);
});

test('the look finds what it looks for, and says where', () => {
  const at = (text: string) => findings([{ where: 'PutItem', text }]);
  expect(at('{"position":{"latitude":52.5}}')).toEqual([expect.stringContaining('latitude in PutItem')]);
  expect(at('{"departureAt":{"N":"1"}}')).toHaveLength(1);
  expect(at('{"plan":{"S":"mon 07:13"}}')).toEqual(['weekly departure in PutItem']);
  expect(at('{"amountMicroUsd":{"N":"5"}}')).toEqual([]);
});
