import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSignals } from '../../../agent/signals/open-signals.ts';
import type { RunningSource } from '../../../agent/signals/signal-source.ts';
import { type Broker, startBroker } from './support/broker.ts';
import { listener, setClock } from './support/listening.ts';

const start = Date.UTC(2026, 2, 2, 20);
let broker: Broker;
let running: RunningSource | undefined;
beforeEach(async () => {
  broker = await startBroker();
});
afterEach(async () => {
  await running?.stop();
  await broker.stop();
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

describe('fleet-telemetry over MQTT', () => {
  const car = 'telemetry/5YJ3E1EA7KF000316/';
  const open = () =>
    listen(`fleet-telemetry+mqtt://HOST/${car.slice(0, -1)}`, `${car}v/ScheduledDepartureTime`);
  const doors = {
    DriverFront: false,
    PassengerFront: false,
    DriverRear: false,
    PassengerRear: false,
    TrunkFront: false,
    TrunkRear: false,
  };
  const parked = {
    'v/DetailedChargeState': '"DetailedChargeStateCharging"',
    'v/ACChargingPower': '"7.4"',
    'v/Soc': '"61.5"',
    'v/ChargeLimitSoc': '80',
    'v/Gear': '"ShiftStateP"',
    'v/DriverSeatOccupied': 'false',
    'v/CenterDisplay': '"DisplayStateOff"',
    'v/RemoteStartEnabled': '"false"',
    'v/DoorState': JSON.stringify(doors),
    'v/Locked': 'true',
    'v/SentryMode': '"SentryModeStateOff"',
    'v/SoftwareUpdateInstallationPercentComplete': '0',
    'v/HvacPower': '"HvacPowerStateOff"',
    'v/ServiceMode': 'false',
    'v/InsideTemp': '21.25',
    'v/ModuleTempMax': '18',
  };

  it('tells a parked car, whether values come as they are or as strings', async () => {
    const ear = await open();
    await publish(car, parked);
    await ear.until(() => ear.value('batteryCelsius') === 18);
    const values = Object.entries(ear.store.current()).map(([name, reading]) => [name, reading?.value]);
    expect(Object.fromEntries(values)).toEqual({
      pluggedIn: true,
      charging: true,
      chargingWatts: 7_400,
      stateOfChargePercent: 61.5,
      chargeLimitPercent: 80,
      gear: 'P',
      userPresent: false,
      appInUse: false,
      doorOpen: false,
      locked: true,
      sentry: false,
      softwareUpdate: false,
      preconditioning: false,
      serviceMode: false,
      cabinCelsius: 21.25,
      batteryCelsius: 18,
    });
  });

  it('sees somebody by the seat or by the screen, and doors only where each is named', async () => {
    const ear = await open();
    await publish(car, { 'v/CenterDisplay': '"DisplayStateOff"', 'v/DoorState': '{}', 'v/Soc': '1' });
    await ear.until(() => ear.value('stateOfChargePercent') === 1);
    expect(Object.keys(ear.store.current())).toEqual(['stateOfChargePercent']);
    await publish(car, { 'v/DriverSeatOccupied': 'false', 'v/CenterDisplay': '"DisplayStateDriving"' });
    await ear.until(() => ear.value('userPresent') === true);
    await publish(car, { 'v/DoorState': '{"TrunkRear":true}' });
    await ear.until(() => ear.value('doorOpen') === true);
    await publish(car, { 'v/DoorState': '"DriverFront|TrunkRear"', 'v/Soc': '2' });
    await ear.until(() => ear.value('stateOfChargePercent') === 2);
    expect(ear.value('doorOpen')).toBe(true);
  });

  it('takes nothing that the car does not know for known', async () => {
    const ear = await open();
    await publish(car, {
      'v/Gear': '"<invalid>"',
      'v/Locked': '{"invalid":true}',
      'v/DriverSeatOccupied': 'null',
      'v/DetailedChargeState': '"DetailedChargeStateUnknown"',
      'v/InsideTemp': '{"stringValue":"20"}',
    });
    await ear.until(() => ear.value('cabinCelsius') === 20);
    expect(Object.keys(ear.store.current())).toEqual(['cabinCelsius']);
    expect(ear.events).toEqual([]);
  });

  it('matches names of enums, never their numbers, and ignores what is no JSON', async () => {
    const ear = await open();
    await publish(car, {
      'v/Gear': '2',
      'v/SentryMode': '1',
      'v/Locked': 'maybe',
      'v/Soc': '"full"',
      'v/InsideTemp': '20',
    });
    await ear.until(() => ear.value('cabinCelsius') === 20);
    expect(Object.keys(ear.store.current())).toEqual(['cabinCelsius']);
    expect(ear.events.map((event) => 'topic' in event && event.topic).sort()).toEqual([
      'v/Gear',
      'v/Locked',
      'v/SentryMode',
      'v/Soc',
    ]);
  });

  it('forgets a car that has disconnected', async () => {
    const ear = await open();
    await publish(car, parked);
    await ear.until(() => ear.value('batteryCelsius') === 18);
    const connectivity = (Status: string) =>
      JSON.stringify({ ConnectionId: '1', Status, CreatedAt: '2026-03-02T20:00:00Z' });
    await publish(car, { connectivity: connectivity('DISCONNECTED') });
    ear.clock.set(start + 90_000);
    await publish(car, { connectivity: connectivity('CONNECTED'), 'v/ModuleTempMax': '17' });
    await ear.until(() => ear.value('batteryCelsius') === 17);
    expect(ear.ageMillis('gear')).toBe(90_000);
  });

  it('receives no position and tells nobody the VIN', async () => {
    const ear = await open();
    await publish(car, {
      'v/Location': '{"latitude":52.5,"longitude":13.4}',
      'v/DestinationName': '"Home"',
      'v/LocatedAtHome': 'true',
      ...parked,
      'v/Gear': 'oops',
    });
    await ear.until(() => ear.value('batteryCelsius') === 18);
    expect(broker.subscriptions.filter((topic) => /Locat|Destin|Gps|Route|[#+]/.test(topic))).toEqual([]);
    expect(JSON.stringify([ear.told, ear.events])).not.toMatch(/52\.5|13\.4|Home|5YJ3/);
  });
});
