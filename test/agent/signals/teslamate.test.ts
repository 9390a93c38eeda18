import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSignals } from '../../../agent/signals/open-signals.ts';
import type { RunningSource } from '../../../agent/signals/signal-source.ts';
import { type Broker, startBroker } from './support/broker.ts';
import { listener, setClock } from './support/listening.ts';

const start = Date.UTC(2026, 2, 2, 20);
const car = 'teslamate/cars/1';
/** As TeslaMate publishes a car that stands at its plug. */
const parked: Record<string, string> = {
  state: 'charging',
  plugged_in: 'true',
  charging_state: 'Charging',
  charger_power: '11',
  battery_level: '88',
  charge_limit_soc: '90',
  shift_state: 'P',
  is_user_present: 'false',
  doors_open: 'false',
  trunk_open: 'false',
  frunk_open: 'false',
  locked: 'true',
  sentry_mode: 'false',
  service_mode: 'false',
  update_available: 'false',
  is_climate_on: 'false',
  is_preconditioning: 'false',
  inside_temp: '20.8',
};

let broker: Broker;
let running: RunningSource | undefined;
beforeEach(async () => {
  broker = await startBroker();
});
afterEach(async () => {
  await running?.stop();
  await broker.stop();
});

async function listen(query = '') {
  const clock = setClock(start);
  const ear = listener(clock);
  const source = await openSignals(`mqtt://127.0.0.1:${broker.port}/teslamate/1${query}`, ear.deps);
  running = await ear.start(source);
  await broker.untilSubscribed(`${car}/inside_temp`);
  return { ...ear, clock };
}

async function publishAll(values: Record<string, string>, retain = false) {
  for (const [topic, payload] of Object.entries(values))
    await broker.publish(`${car}/${topic}`, payload, retain);
}

describe('TeslaMate', () => {
  it('tells everything that a parked car needs', async () => {
    const ear = await listen();
    await publishAll(parked, true);
    await ear.until(() => ear.value('cabinCelsius') !== undefined);
    const values = Object.fromEntries(
      Object.entries(ear.store.current()).map(([name, reading]) => [name, reading?.value]),
    );
    expect(values).toEqual({
      awake: true,
      pluggedIn: true,
      charging: true,
      chargingWatts: 11_000,
      stateOfChargePercent: 88,
      chargeLimitPercent: 90,
      gear: 'P',
      userPresent: false,
      doorOpen: false,
      locked: true,
      sentry: false,
      serviceMode: false,
      softwareUpdate: false,
      preconditioning: false,
      cabinCelsius: 20.8,
    });
    for (const reading of Object.values(ear.store.current()))
      expect(reading).toMatchObject({ at: start, source: 'teslamate' });
  });

  it('says of doors that they are shut only once all were heard, and that one is open at once', async () => {
    const ear = await listen();
    await publishAll({ doors_open: 'false', trunk_open: 'false', battery_level: '70' });
    await ear.until(() => ear.value('stateOfChargePercent') === 70);
    expect(ear.value('doorOpen')).toBeUndefined();
    await publishAll({ frunk_open: 'true' });
    await ear.until(() => ear.value('doorOpen') === true);
    await publishAll({ doors_open: 'false', battery_level: '71' });
    await ear.until(() => ear.value('stateOfChargePercent') === 71);
    expect(ear.value('doorOpen')).toBe(true);
    await publishAll({ frunk_open: 'false' });
    await ear.until(() => ear.value('doorOpen') === false);
  });

  it('tells what has not changed again at each heartbeat while it sees the car, and else lets it grow old', async () => {
    const ear = await listen();
    await publishAll(parked);
    await ear.until(() => ear.value('cabinCelsius') !== undefined);
    ear.clock.set(start + 3_600_000);
    await publishAll({ healthy: 'true' });
    await ear.until(() => ear.ageMillis('gear') === 0);
    expect(ear.ageMillis('userPresent')).toBe(0);
    ear.clock.set(start + 3_700_000);
    // A car that sleeps is not seen, and one that is not healthy is not either.
    await publishAll({ healthy: 'false', state: 'asleep' });
    await publishAll({ healthy: 'true', battery_level: '50' });
    await ear.until(() => ear.value('stateOfChargePercent') === 50);
    expect(ear.ageMillis('gear')).toBe(100_000);
    expect(ear.value('awake')).toBe(false);
  });

  it('never takes an empty gear for P, nor goes on to say P after it', async () => {
    const ear = await listen();
    await publishAll({ state: 'online', shift_state: 'P' });
    await ear.until(() => ear.value('gear') === 'P');
    ear.clock.set(start + 30_000);
    await publishAll({ shift_state: '', healthy: 'true', battery_level: '60' });
    await ear.until(() => ear.value('stateOfChargePercent') === 60);
    expect(ear.ageMillis('gear')).toBe(30_000);
  });

  it('says that the car is driven when any topic says so', async () => {
    const ear = await listen();
    await publishAll({ shift_state: 'P', state: 'driving' });
    await ear.until(() => ear.value('gear') === 'D');
    await publishAll({ shift_state: 'P', battery_level: '61' });
    await ear.until(() => ear.value('stateOfChargePercent') === 61);
    expect(ear.value('gear')).toBe('D');
  });
});

describe('retained messages', () => {
  it('are as old as can be: they never show that nobody is there', async () => {
    await publishAll(parked, true);
    const ear = await listen();
    await ear.until(() => ear.value('cabinCelsius') !== undefined);
    await publishAll({ healthy: 'true', battery_level: '50' });
    await ear.until(() => ear.value('stateOfChargePercent') === 50);
    for (const name of ['gear', 'userPresent', 'doorOpen', 'pluggedIn', 'locked'] as const)
      expect(ear.store.current()[name]?.at).toBe(0);
    // A setting concerns nobody's presence.
    expect(ear.store.current().chargeLimitPercent).toMatchObject({ value: 90, at: start });
  });

  it('can say that somebody is there, until a live one says otherwise', async () => {
    await publishAll(
      { is_user_present: 'true', trunk_open: 'true', frunk_open: 'false', doors_open: 'false' },
      true,
    );
    const ear = await listen();
    await ear.until(() => ear.value('userPresent') === true);
    await publishAll({ battery_level: '50' });
    await ear.until(() => ear.value('stateOfChargePercent') === 50);
    expect(ear.value('doorOpen')).toBe(true);
    await publishAll({ is_user_present: 'false' });
    await ear.until(() => ear.value('userPresent') === false);
    expect(ear.ageMillis('userPresent')).toBe(0);
  });

  it('count from the next heartbeat on where the owner says that his broker can be trusted', async () => {
    await publishAll(parked, true);
    const ear = await listen('?retained=trusted');
    await ear.until(() => ear.value('cabinCelsius') !== undefined);
    expect(ear.store.current().gear?.at).toBe(0);
    await publishAll({ healthy: 'true' });
    await ear.until(() => ear.ageMillis('gear') === 0);
    expect(ear.value('doorOpen')).toBe(false);
  });
});

describe('a broker that goes away', () => {
  it('is told once and connected to again by itself; what was heard before is not told again', async () => {
    const ear = await listen();
    await publishAll(parked);
    await ear.until(() => ear.value('cabinCelsius') !== undefined);
    const { port } = broker;
    await broker.stop();
    await ear.until(() => ear.events.some(({ event }) => event === 'signals_lost'));
    ear.clock.set(start + 120_000);
    broker = await startBroker(port);
    await broker.untilSubscribed(`${car}/inside_temp`);
    await ear.until(() => ear.events.some(({ event }) => event === 'signals_back'));
    await publishAll({ healthy: 'true', battery_level: '50' });
    await ear.until(() => ear.value('stateOfChargePercent') === 50);
    expect(ear.ageMillis('gear')).toBe(120_000);
    expect(ear.events.map(({ event }) => event)).toEqual(['signals_lost', 'signals_back']);
  });
});

describe('what nobody may know and what nobody understands', () => {
  it('does not subscribe to positions, and tells and keeps none', async () => {
    const ear = await listen();
    const secrets = {
      latitude: '52.123456',
      longitude: '13.654321',
      geofence: 'Home sweet home',
      elevation: '34',
    };
    const routes = {
      active_route_destination: 'Aunt Emma',
      location: '{"latitude":52.123456}',
      heading: '271',
    };
    await publishAll({ ...secrets, ...routes, display_name: 'Emmas car', ...parked });
    await ear.until(() => ear.value('cabinCelsius') !== undefined);
    expect(
      broker.subscriptions.filter((topic) =>
        /latitude|longitude|location|geo|route|heading|elevation|name|[#+]/.test(topic),
      ),
    ).toEqual([]);
    const kept = JSON.stringify([ear.told, ear.events, ear.store.current()]);
    expect(kept).not.toMatch(/52\.1|13\.6|sweet|Emma|271|34/);
  });

  it('ignores what is not understood, names the topic once, and takes it for unknown', async () => {
    const ear = await listen();
    await publishAll({ shift_state: 'P' });
    await ear.until(() => ear.value('gear') === 'P');
    ear.clock.set(start + 10_000);
    await publishAll({
      shift_state: 'X',
      battery_level: '101',
      inside_temp: 'warm',
      locked: 'x'.repeat(20_000),
    });
    await publishAll({ shift_state: 'Y', state: 'online', healthy: 'true', charge_limit_soc: '80' });
    await ear.until(() => ear.value('chargeLimitPercent') === 80);
    expect(ear.ageMillis('gear')).toBe(10_000);
    expect(ear.value('stateOfChargePercent')).toBeUndefined();
    expect(ear.events).toEqual(
      ['shift_state', 'battery_level', 'inside_temp', 'locked'].map((topic) => ({
        event: 'signal_ignored',
        source: 'teslamate',
        topic,
      })),
    );
  });
});
