import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSignals } from '../../../agent/signals/open-signals.ts';
import type { RunningSource } from '../../../agent/signals/signal-source.ts';
import { type Broker, startBroker } from './support/broker.ts';
import { listener, setClock } from './support/listening.ts';

const start = Date.UTC(2026, 2, 2, 20);
let folder: string;
let broker: Broker;
let running: RunningSource | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parkade-signals-'));
  broker = await startBroker();
});
afterEach(async () => {
  await running?.stop();
  await broker.stop();
  await rm(folder, { recursive: true });
});

/** Listens to what `form` names at the broker, once the broker knows of the interest in `lastTopic`. */
async function listen(form: string, lastTopic: string) {
  const clock = setClock(start);
  const ear = listener(clock);
  const host = `127.0.0.1:${broker.port}`;
  running = await ear.start(await openSignals(form.replace('HOST', host), ear.deps));
  await broker.untilSubscribed(lastTopic);
  return { ...ear, clock };
}

async function publish(prefix: string, values: Record<string, string>) {
  for (const [topic, payload] of Object.entries(values)) await broker.publish(prefix + topic, payload);
}

describe('OVMS', () => {
  const car = 'ovms/emma/leaf/metric/';
  const open = () => listen('mqtt://HOST/ovms/emma/leaf', `${car}v/b/temp`);
  const parked = {
    'v/c/pilot': 'yes',
    'v/c/charging': 'yes',
    'v/c/power': '7.2kW',
    'v/b/soc': '50.0',
    'v/c/limit/soc': '80%',
    'v/e/gear': '0',
    'v/e/on': 'no',
    'v/e/awake': 'no',
    'v/e/locked': 'yes',
    'v/e/hvac': 'no',
    'v/d/fl': 'no',
    'v/d/fr': 'no',
    'v/e/cabintemp': '19.5°C',
    'm/net/type': 'wifi',
    'v/b/temp': '14',
  };

  it('tells a parked car, in P while it is off', async () => {
    const ear = await open();
    await publish(car, parked);
    await ear.until(() => ear.value('batteryCelsius') === 14);
    const values = Object.entries(ear.store.current()).map(([name, reading]) => [name, reading?.value]);
    expect(Object.fromEntries(values)).toEqual({
      pluggedIn: true,
      charging: true,
      chargingWatts: 7_200,
      stateOfChargePercent: 50,
      chargeLimitPercent: 80,
      gear: 'P',
      userPresent: false,
      awake: false,
      locked: true,
      preconditioning: false,
      doorOpen: false,
      cabinCelsius: 19.5,
      batteryCelsius: 14,
      network: 'wifi',
    });
  });

  it('takes a car that is on for used, and says of a gear that is not driven only what it knows', async () => {
    const ear = await open();
    await publish(car, { 'v/e/on': 'yes', 'v/e/gear': '0', 'v/b/temp': '15' });
    await ear.until(() => ear.value('batteryCelsius') === 15);
    expect(ear.value('userPresent')).toBe(true);
    expect(ear.value('gear')).toBeUndefined();
    await publish(car, { 'v/e/gear': '-1' });
    await ear.until(() => ear.value('gear') === 'R');
    await publish(car, { 'v/e/gear': '1' });
    await ear.until(() => ear.value('gear') === 'D');
  });

  it('opens with any door, trunk and hood among them', async () => {
    const ear = await open();
    await publish(car, { 'v/d/fl': 'no', 'v/d/fr': 'no', 'v/d/hood': 'yes' });
    await ear.until(() => ear.value('doorOpen') === true);
    await publish(car, { 'v/d/hood': 'no' });
    await ear.until(() => ear.value('doorOpen') === false);
  });

  it('goes on saying what has not changed while the module sends, and stops when it is gone', async () => {
    const ear = await open();
    await publish(car, parked);
    await ear.until(() => ear.value('batteryCelsius') === 14);
    ear.clock.set(start + 600_000);
    await publish(car, { 'm/monotonic': '49607' });
    await ear.until(() => ear.ageMillis('gear') === 0);
    await publish(car, { 's/v3/connected': 'no' });
    ear.clock.set(start + 700_000);
    await publish(car, { 's/v3/connected': 'yes', 'v/b/temp': '16' });
    await ear.until(() => ear.value('batteryCelsius') === 16);
    expect(ear.ageMillis('gear')).toBe(100_000);
  });

  it('receives no position', async () => {
    const ear = await open();
    await publish(car, { 'v/p/latitude': '52.5', 'v/p/location': 'Home', 'v/vin': 'WVW123', ...parked });
    await ear.until(() => ear.value('batteryCelsius') === 14);
    expect(broker.subscriptions.filter((topic) => /v\/p\/|vin|[#+]/.test(topic))).toEqual([]);
    expect(JSON.stringify([ear.told, ear.events])).not.toMatch(/52\.5|Home|WVW|emma|leaf/);
  });
});

describe('topics of the owner’s own', () => {
  const mapping = {
    prefix: 'cars/mine',
    heartbeat: 'alive',
    topics: {
      gear: { signal: 'gear', values: { park: 'P', drive: 'D', '?': null } },
      battery: [
        { signal: 'stateOfChargePercent', field: 'pack.soc', unit: 'fraction' },
        { signal: 'batteryCelsius', field: 'pack.temp', unit: 'fahrenheit' },
      ],
      plug: { signal: 'pluggedIn' },
      power: { signal: 'chargingWatts', unit: 'kilowatt' },
      left: { signal: 'doorOpen' },
      right: { signal: 'doorOpen', values: { 1: true, 0: false } },
      leaves: { signal: 'departureAt', unit: 'epoch-seconds' },
    },
  };
  async function open(given: unknown = mapping) {
    const path = join(folder, 'topics.json');
    await writeFile(path, JSON.stringify(given));
    return listen(`mqtt://HOST/?map=${encodeURIComponent(path)}`, 'cars/mine/leaves');
  }

  it('mean what the file says, in its words, units and fields', async () => {
    const ear = await open();
    await publish('cars/mine/', {
      gear: 'PARK',
      battery: '{"pack":{"soc":0.625,"temp":59,"place":"Home"}}',
      plug: '1',
      power: '3.68',
      left: 'false',
      right: '0',
      leaves: '1772519400',
    });
    await ear.until(() => ear.value('departureAt') !== undefined);
    const values = Object.entries(ear.store.current()).map(([name, reading]) => [name, reading?.value]);
    expect(Object.fromEntries(values)).toEqual({
      gear: 'P',
      stateOfChargePercent: 62.5,
      batteryCelsius: 15,
      pluggedIn: true,
      chargingWatts: 3_680,
      doorOpen: false,
      departureAt: 1_772_519_400_000,
    });
    expect(JSON.stringify(ear.told)).not.toContain('Home');
  });

  it('are not known where the file says so, and ignored where it does not know the word', async () => {
    const ear = await open();
    await publish('cars/mine/', { gear: '?', battery: '{"pack":{}}', plug: 'perhaps', power: '1' });
    await ear.until(() => ear.value('chargingWatts') === 1_000);
    expect(Object.keys(ear.store.current())).toEqual(['chargingWatts']);
    expect(ear.events).toEqual([{ event: 'signal_ignored', source: 'mqtt', topic: 'plug' }]);
  });

  it('are as old as their last message where no heartbeat is named', async () => {
    const { heartbeat: _, ...silent } = mapping;
    const ear = await open(silent);
    await publish('cars/mine/', { left: '0', gear: 'park', right: '0' });
    await ear.until(() => ear.value('doorOpen') === false);
    ear.clock.set(start + 60_000);
    await publish('cars/mine/', { right: '0', power: '1' });
    await ear.until(() => ear.value('chargingWatts') === 1_000);
    expect(ear.ageMillis('gear')).toBe(60_000);
    // The left door may have been opened meanwhile, for all that is known.
    expect(ear.ageMillis('doorOpen')).toBe(60_000);
  });

  it('are told again at each heartbeat', async () => {
    const ear = await open();
    await publish('cars/mine/', { gear: 'park' });
    await ear.until(() => ear.value('gear') === 'P');
    ear.clock.set(start + 60_000);
    await publish('cars/mine/', { alive: '' });
    await ear.until(() => ear.ageMillis('gear') === 0);
  });

  it.each([
    [{ topics: { a: { signal: 'mood' } } }, 'is none of the signals: pluggedIn, charging'],
    [{ topics: { 'a/#': { signal: 'gear' } } }, 'topics'],
    [{ topics: {}, extra: 1 }, 'extra'],
    ['gear', 'is no mapping'],
  ])('are refused where the file is no mapping', async (given, problem) => {
    await expect(open(given)).rejects.toThrow(problem);
  });
});
