import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunningSource } from '../../../agent/signals/signal-source.ts';
import { openTariff } from '../../../agent/tariff/open-tariff.ts';
import { listener, setClock } from '../signals/support/listening.ts';
import { type Answer, type JsonServer, startJsonServer } from '../support/json-server.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 2, 2, 8);
let dataDir: string;
let server: JsonServer;
let answer: (url: URL) => Answer;
let running: RunningSource | undefined;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'parkade-tariff-'));
  server = await startJsonServer((url) => answer(url));
});
afterEach(async () => {
  await running?.stop();
  await server.stop();
  await rm(dataDir, { recursive: true });
});

const prices = (hours: number, microUsdPerKwh = 187_000, from = start) => ({
  json: Array.from({ length: hours }, (_, index) => ({
    startsAt: from + index * hour,
    endsAt: from + (index + 1) * hour,
    microUsdPerKwh: microUsdPerKwh + index,
  })),
});

async function listen(specification: string, clock = setClock(start)) {
  const ear = listener(clock);
  running = await ear.start(openTariff(specification, { ...ear.deps, dataDir }));
  return { ...ear, clock };
}

const own = () => `rates+${server.origin}/rates`;

describe('a tariff', () => {
  it('asks Octopus for a stretch of time and follows its pages to the last', async () => {
    const page = (from: number, next: string | null) => ({
      json: {
        count: 2,
        next,
        previous: null,
        results: [
          {
            value_exc_vat: 10,
            value_inc_vat: 10.5,
            valid_from: new Date(from).toISOString(),
            valid_to: new Date(from + hour / 2).toISOString(),
            payment_method: null,
          },
        ],
      },
    });
    answer = (url) =>
      url.searchParams.has('page')
        ? page(start, null)
        : page(start + hour / 2, `${server.origin}${url.pathname}?page=2`);
    const path = '/v1/products/P/electricity-tariffs/T/standard-unit-rates/';
    const ear = await listen(`octopus+${server.origin}${path}#GBP=1.27`);
    await ear.until(() => ear.value('energyRates') !== undefined);
    expect(ear.store.current().energyRates).toEqual({
      value: [
        { startsAt: start, endsAt: start + hour / 2, microUsdPerKwh: 133_350 },
        { startsAt: start + hour / 2, endsAt: start + hour, microUsdPerKwh: 133_350 },
      ],
      at: start,
      source: 'octopus, 1 GBP = 1.27 USD',
    });
    expect(server.calls[0]?.searchParams.get('period_from')).toBe('2026-03-02T07:00:00.000Z');
    expect(server.calls[0]?.searchParams.get('period_to')).toBe('2026-03-05T08:00:00.000Z');
    expect(server.calls).toHaveLength(2);
  });

  it('never follows a page to another server', async () => {
    answer = () => ({ json: { count: 1, next: 'http://127.0.0.1:9/', previous: null, results: [] } });
    const ear = await listen(`octopus+${server.origin}/#GBP=1.27`);
    await ear.until(() => ear.events.length > 0);
    expect(ear.events).toEqual([{ event: 'signals_lost', source: 'octopus, 1 GBP = 1.27 USD' }]);
    expect(ear.told).toEqual([]);
  });

  it('asks again before the prices run out, and not all the time', async () => {
    answer = () => prices(36);
    const ear = await listen(own());
    await ear.until(() => ear.told.length === 1);
    ear.clock.set(start + 5.9 * hour);
    await ear.clock.lookedAt();
    expect(server.calls).toHaveLength(1);
    answer = () => prices(14, 200_000, start + 6 * hour);
    ear.clock.set(start + 6 * hour);
    await ear.until(() => ear.told.length === 2);
    expect(ear.ageMillis('energyRates')).toBe(0);
    // Two hours and it has less than twelve ahead.
    ear.clock.set(start + 8 * hour);
    await ear.until(() => ear.told.length === 3);
  });

  it('lets prices grow old while the feed fails, asks less often, and says once that it is back', async () => {
    answer = () => prices(36);
    const ear = await listen(own());
    await ear.until(() => ear.told.length === 1);
    answer = () => ({ text: '<html>busy' });
    ear.clock.set(start + 7 * hour);
    await ear.until(() => ear.events.length === 1);
    const asked = server.calls.length;
    ear.clock.set(start + 7 * hour + 30_000);
    await ear.clock.lookedAt();
    expect(server.calls).toHaveLength(asked);
    expect(ear.ageMillis('energyRates')).toBe(7 * hour + 30_000);
    answer = () => prices(36, 150_000, start + 7 * hour);
    ear.clock.set(start + 7 * hour + 120_000);
    await ear.until(() => ear.told.length === 2);
    expect(ear.ageMillis('energyRates')).toBe(0);
    expect(ear.events.map(({ event }) => event)).toEqual(['signals_lost', 'signals_back']);
  });

  it('tries again where a server is at fault for a moment', async () => {
    let calls = 0;
    answer = () => (calls++ === 0 ? { status: 503 } : prices(36));
    const ear = await listen(own());
    await ear.until(() => ear.told.length === 1);
    expect(ear.events).toEqual([]);
  });

  it.each([
    ['an empty list', { json: [] }],
    ['another shape', { json: { rates: [{ startsAt: 0, endsAt: 1, microUsdPerKwh: '0.3' }] } }],
    ['not found', { status: 404 }],
  ] as const)('tells nothing of %s', async (_, bad) => {
    answer = () => bad as Answer;
    const ear = await listen(own());
    await ear.until(() => ear.events.length > 0);
    expect(ear.told).toEqual([]);
  });
});

describe('the last answer on disk', () => {
  it('is told as of when it was fetched, at a start without network, and is nobody else’s to read', async () => {
    answer = () => prices(36);
    const first = await listen(own());
    await first.until(() => first.told.length === 1);
    await running?.stop();
    answer = () => ({ status: 404 });
    const ear = await listen(own(), setClock(start + 3 * hour));
    await ear.until(() => ear.told.length === 1);
    expect(ear.ageMillis('energyRates')).toBe(3 * hour);
    expect(ear.value('energyRates')).toEqual(first.value('energyRates'));
    expect(server.calls).toHaveLength(1);
    const [name = ''] = await readdir(dataDir);
    expect(await readFile(join(dataDir, name), 'utf8')).not.toContain(server.origin);
  });

  it('does not count for another rate of exchange', async () => {
    answer = () => ({
      json: { rates: [{ start: '2026-03-02T08:00:00Z', end: '2026-03-03T20:00:00Z', value: 0.2 }] },
    });
    const first = await listen(`evcc+${server.origin}/#EUR=1`);
    await first.until(() => first.told.length === 1);
    await running?.stop();
    const ear = await listen(`evcc+${server.origin}/#EUR=2`);
    await ear.until(() => ear.told.length === 1);
    expect(server.calls).toHaveLength(2);
    expect(ear.value('energyRates')).toMatchObject([{ microUsdPerKwh: 400_000 }]);
  });

  it('is not taken where it was cut off, or comes from the future', async () => {
    answer = () => prices(36);
    const first = await listen(own());
    await first.until(() => first.told.length === 1);
    await running?.stop();
    const earlier = await listen(own(), setClock(start - hour));
    await earlier.until(() => earlier.told.length === 1);
    expect(server.calls).toHaveLength(2);
    await running?.stop();
    const [name = ''] = await readdir(dataDir);
    await writeFile(join(dataDir, name), '{"fetchedAt": 17');
    const ear = await listen(own());
    await ear.until(() => ear.told.length === 1);
    expect(server.calls).toHaveLength(3);
  });
});

describe('a tariff file', () => {
  it('is read as a feed is', async () => {
    const path = join(dataDir, 'my-rates.json');
    await writeFile(path, JSON.stringify(prices(36).json));
    const ear = await listen(`rates:${path}`);
    await ear.until(() => ear.told.length === 1);
    expect(ear.value('energyRates')).toHaveLength(36);
  });
});

describe('a specification that is none', () => {
  const deps = () => ({ ...listener(setClock(start)).deps, dataDir });
  it.each([
    ['tibber+https://host/', 'there is no such kind of feed'],
    ['octopus:file.json#GBP=1.27', 'behind octopus+ there is no http URL'],
    ['octopus+https://host/', 'it is not said what 1 GBP is in USD, as in #GBP=1.08'],
    ['octopus+https://host/#EUR=1.08', "'EUR' is none of: GBP"],
    ['evcc+http://host/', 'it is not said what 1 EUR is in USD'],
    ['evcc+http://host/#EUR=1&SEK=0.1', 'more than one currency'],
    ['awattar+https://host/#EUR=1.08&vat=190', 'vat=190 is no number from 0 to 100'],
    ['awattar+https://host/#EUR=-1', 'EUR=-1 is no number'],
    ['rates+https://host/#vat=19', "'vat' is none of: USD"],
    ['rates+https://user:secret@host/#x=1', "'x' is none of"],
    ['', 'there is no such kind'],
  ])('is refused with what is wrong and what is allowed: %s', (specification, problem) => {
    expect(() => openTariff(specification, deps())).toThrow(problem);
    expect(() => openTariff(specification, deps())).toThrow('Allowed are:\n  octopus+https://');
    expect(() => openTariff(specification, deps())).not.toThrow('secret');
  });
});
