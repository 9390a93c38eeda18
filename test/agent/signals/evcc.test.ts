import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSignals } from '../../../agent/signals/open-signals.ts';
import type { RunningSource } from '../../../agent/signals/signal-source.ts';
import { type Answer, type JsonServer, startJsonServer } from '../support/json-server.ts';
import { listener, setClock } from './support/listening.ts';

const start = Date.UTC(2026, 2, 2, 20);
let server: JsonServer;
let answer: () => Answer;
let running: RunningSource | undefined;
beforeEach(async () => {
  server = await startJsonServer(() => answer());
});
afterEach(async () => {
  await running?.stop();
  await server.stop();
});

const garage = {
  title: 'Garage',
  connected: true,
  charging: true,
  chargePower: 7_312.5,
  vehicleSoc: 64,
  vehicleLimitSoc: 0,
  effectiveLimitSoc: 80,
  vehicleClimaterActive: null,
  effectivePlanTime: '2026-03-03T06:30:00+01:00',
  connectedDuration: 5_400,
  vehicleTitle: 'Emmas car',
  vehicleName: 'emma',
};
const carport = { ...garage, title: 'Carport', connected: false, charging: false, chargePower: 0 };

async function listen(query = '') {
  const clock = setClock(start);
  const ear = listener(clock);
  running = await ear.start(await openSignals(`evcc:${server.origin}${query}`, ear.deps));
  return { ...ear, clock };
}
const valuesOf = (ear: Awaited<ReturnType<typeof listen>>) =>
  Object.fromEntries(Object.entries(ear.store.current()).map(([name, reading]) => [name, reading?.value]));

describe('evcc', () => {
  it('tells of the plug and the battery, and nothing of gear, doors and persons', async () => {
    answer = () => ({ json: { siteTitle: 'Elm Street 7', loadpoints: [garage, carport] } });
    const ear = await listen();
    await ear.until(() => ear.told.length > 0);
    expect(valuesOf(ear)).toEqual({
      pluggedIn: true,
      charging: true,
      chargingWatts: 7_312.5,
      stateOfChargePercent: 64,
      chargeLimitPercent: 80,
      departureAt: Date.UTC(2026, 2, 3, 5, 30),
    });
    expect(server.calls[0]?.pathname).toBe('/api/state');
    expect(JSON.stringify([ear.told, ear.events])).not.toMatch(/Elm|Garage|[Ee]mma/);
  });

  it.each(['?loadpoint=1', '?loadpoint=Carport'])(
    'finds a loadpoint by number and by title: %s',
    async (query) => {
      answer = () => ({ json: { result: { loadpoints: [garage, carport] } } });
      const ear = await listen(query);
      await ear.until(() => ear.told.length > 0);
      // Of whatever car was there last, it says nothing.
      expect(valuesOf(ear)).toEqual({ pluggedIn: false, charging: false, chargingWatts: 0 });
    },
  );

  it('takes 0, null and the year 1 for not known, and a charger that feeds back for no charging', async () => {
    const unknown = {
      vehicleSoc: 0,
      effectiveLimitSoc: 0,
      effectivePlanTime: '0001-01-01T00:00:00Z',
      chargePower: -12,
    };
    answer = () => ({ json: { loadpoints: [{ ...garage, ...unknown }] } });
    const ear = await listen();
    await ear.until(() => ear.told.length > 0);
    expect(valuesOf(ear)).toEqual({ pluggedIn: true, charging: true, chargingWatts: 0 });
  });

  it('ignores what it does not understand, by the signal’s name and once', async () => {
    answer = () => ({
      json: { loadpoints: [{ ...garage, connected: 'yes', charging: 1, chargePower: 'much' }] },
    });
    const ear = await listen();
    await ear.until(() => ear.told.length > 3);
    expect(valuesOf(ear)).toEqual({});
    expect(ear.events.map((event) => 'topic' in event && event.topic)).toEqual([
      'pluggedIn',
      'charging',
      'chargingWatts',
    ]);
  });

  it('tells nothing while it does not answer, and says once that it was lost and is back', async () => {
    answer = () => ({ json: { loadpoints: [garage] } });
    const ear = await listen();
    await ear.until(() => ear.told.length > 1);
    answer = () => ({ status: 502 });
    await ear.until(() => ear.events.length === 1);
    const told = ear.told.length;
    ear.clock.set(start + 120_000);
    await ear.clock.lookedAt();
    expect(ear.told).toHaveLength(told);
    expect(ear.ageMillis('pluggedIn')).toBe(120_000);
    answer = () => ({ json: { loadpoints: [garage] } });
    await ear.until(() => ear.ageMillis('pluggedIn') === 0);
    expect(ear.events.map(({ event }) => event)).toEqual(['signals_lost', 'signals_back']);
  });

  it.each([
    ['another loadpoint', '?loadpoint=7', { loadpoints: [garage] }, 'loadpoints'],
    ['another shape', '', { error: 'no' }, 'state'],
  ])('tells nothing of %s', async (_, query, json, topic) => {
    answer = () => ({ json });
    const ear = await listen(query);
    await ear.until(() => ear.events.some(({ event }) => event === 'signals_lost'));
    expect(ear.events[0]).toEqual({ event: 'signal_ignored', source: 'evcc', topic });
    expect(ear.told).toEqual([]);
  });

  it('ends at once though an answer is waited for', async () => {
    answer = () => 'silence';
    const ear = await listen();
    while (server.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await running?.stop();
    expect(ear.told).toEqual([]);
  });
});
