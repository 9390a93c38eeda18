import { createHeard } from './mqtt/heard.ts';
import { type Meaning, type MqttProfile, notUnderstood } from './mqtt/profile.ts';

/**
 * The fields of Tesla's fleet-telemetry server: https://github.com/teslamotors/fleet-telemetry/blob/main/protos/vehicle_data.proto
 *
 * Names of enums are matched, never their numbers. A value may come as its type or as a string, alone or wrapped as
 * `{"stringValue": ...}`; "<invalid>" and `{"invalid": true}` say that the car does not know it.
 */
type Field = { signal: Meaning['signal']; of(value: unknown): unknown };

const truth = (value: unknown): unknown => {
  if (value === true || value === 'true') return true;
  return value === false || value === 'false' ? false : notUnderstood;
};

const number =
  (factor = 1) =>
  (value: unknown): unknown => {
    const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof read === 'number' && Number.isFinite(read)
      ? Math.round(read * factor * 1e6) / 1e6
      : notUnderstood;
  };

/** Enum names with or without the name of their type before them. */
const names =
  (type: string, meanings: Readonly<Record<string, unknown>>) =>
  (value: unknown): unknown => {
    if (typeof value !== 'string') return notUnderstood;
    const name = value.startsWith(type) ? value.slice(type.length) : value;
    return Object.hasOwn(meanings, name) ? meanings[name] : notUnderstood;
  };

const chargeState = (disconnected: boolean, charging: boolean, plugged: boolean) =>
  names('DetailedChargeState', {
    Unknown: undefined,
    Disconnected: disconnected,
    NoPower: plugged,
    Starting: charging,
    Charging: charging,
    Complete: plugged,
    Stopped: plugged,
  });

const doorNames = ['DriverFront', 'PassengerFront', 'DriverRear', 'PassengerRear', 'TrunkFront', 'TrunkRear'];

/** Doors that are not named are not known to be shut. */
function doorOpen(value: unknown): unknown {
  // Older cars name the open ones: "DriverFront|TrunkRear".
  if (typeof value === 'string') {
    const open = value.split('|').filter((name) => name !== '');
    if (open.some((name) => !doorNames.includes(name))) return notUnderstood;
    return open.length > 0 ? true : undefined;
  }
  if (typeof value !== 'object' || value === null) return notUnderstood;
  const doors = new Map(Object.entries(value));
  const states = doorNames
    .map((name) => doors.get(name))
    .map((state) => (state === undefined ? state : truth(state)));
  if (states.includes(true)) return true;
  return states.every((state) => state === false) ? false : undefined;
}

/** Epoch seconds. */
function epochMillis(value: unknown): unknown {
  const seconds = number()(value);
  if (typeof seconds !== 'number') return seconds;
  return seconds > 1e9 && seconds < 1e11 ? Math.round(seconds * 1_000) : undefined;
}

const percentUnderWay = (value: unknown): unknown => {
  const percent = number()(value);
  return typeof percent === 'number' ? percent > 0 && percent < 100 : percent;
};

const fields: Readonly<Record<string, readonly Field[]>> = {
  DetailedChargeState: [
    { signal: 'pluggedIn', of: chargeState(false, true, true) },
    { signal: 'charging', of: chargeState(false, true, false) },
  ],
  ACChargingPower: [{ signal: 'chargingWatts', of: number(1_000) }],
  Soc: [{ signal: 'stateOfChargePercent', of: number() }],
  BatteryLevel: [{ signal: 'stateOfChargePercent', of: number() }],
  ChargeLimitSoc: [{ signal: 'chargeLimitPercent', of: number() }],
  Gear: [
    {
      signal: 'gear',
      of: names('ShiftState', {
        P: 'P',
        R: 'R',
        N: 'N',
        D: 'D',
        Unknown: undefined,
        Invalid: undefined,
        SNA: undefined,
      }),
    },
  ],
  DriverSeatOccupied: [{ signal: 'userPresent', of: truth }],
  CenterDisplay: [
    {
      signal: 'userPresent',
      of: names('DisplayState', {
        Unknown: undefined,
        Off: false,
        Lock: false,
        Sentry: false,
        Charging: false,
        Dim: true,
        Accessory: true,
        On: true,
        Driving: true,
        Dog: true,
        Entertainment: true,
      }),
    },
  ],
  RemoteStartEnabled: [{ signal: 'appInUse', of: truth }],
  DoorState: [{ signal: 'doorOpen', of: doorOpen }],
  Locked: [{ signal: 'locked', of: truth }],
  SentryMode: [
    {
      signal: 'sentry',
      of: names('SentryModeState', {
        Unknown: undefined,
        Off: false,
        Idle: true,
        Armed: true,
        Aware: true,
        Panic: true,
        Quiet: true,
      }),
    },
  ],
  SoftwareUpdateInstallationPercentComplete: [{ signal: 'softwareUpdate', of: percentUnderWay }],
  HvacPower: [
    {
      signal: 'preconditioning',
      of: names('HvacPowerState', {
        Unknown: undefined,
        Off: false,
        On: true,
        Precondition: true,
        OverheatProtect: true,
      }),
    },
  ],
  ServiceMode: [{ signal: 'serviceMode', of: truth }],
  InsideTemp: [{ signal: 'cabinCelsius', of: number() }],
  ModuleTempMax: [{ signal: 'batteryCelsius', of: number() }],
  ScheduledDepartureTime: [{ signal: 'departureAt', of: epochMillis }],
};

/** A screen that is dark alone does not say that nobody is there. */
const needs = { userPresent: ['v/DriverSeatOccupied'] };

function read(field: Field, json: unknown): unknown {
  const value = unwrapped(json);
  return value === undefined ? undefined : field.of(value);
}

/** Undefined where the car says that it does not know. */
function unwrapped(json: unknown): unknown {
  if (json === null || json === '<invalid>') return undefined;
  if (typeof json !== 'object') return json;
  const [[type, value] = [], ...others] = Object.entries(json);
  if (type === 'invalid') return undefined;
  return others.length === 0 && type !== undefined && !doorNames.includes(type) ? value : json;
}

function readJson(field: Field, payload: string): unknown {
  try {
    return read(field, JSON.parse(payload));
  } catch {
    return notUnderstood;
  }
}

/**
 * The server's MQTT dispatcher: a topic a field, `<topic_base>/<VIN>/v/<field>`, JSON payloads. A car sends what has
 * changed and all of it after it has connected anew, so what it said before a disconnection is forgotten.
 */
export const fleetTelemetry = (prefix: string): MqttProfile => ({
  name: 'fleet-telemetry',
  prefix,
  beats: () => true,
  needs,
  topics: {
    connectivity: [],
    ...Object.fromEntries(
      Object.entries(fields).map(([name, meanings]) => [
        `v/${name}`,
        meanings.map((field) => ({
          signal: field.signal,
          read: (payload: string) => readJson(field, payload),
        })),
      ]),
    ),
  },
  sight(topic, payload) {
    if (topic !== 'connectivity') return undefined;
    return /"Status"\s*:\s*"CONNECTED"/.test(payload) ? 'sees' : 'forget';
  },
});

/**
 * A record as the server's other dispatchers write it: `{"CreatedAt", "Gear": "ShiftStateP", ...}`, its values with
 * or without types, or `{"createdAt", "data": [{"key", "value"}]}`. Undefined if it is none; `ignored` names the
 * fields that were not understood.
 */
export function readFleetRecord(json: unknown): FleetRecord | undefined {
  const record = recordOf(json);
  const at = Date.parse(String(record?.get('CreatedAt') ?? record?.get('createdAt')));
  if (!record || Number.isNaN(at)) return undefined;
  const heard = createHeard(needs);
  const ignored: string[] = [];
  for (const [name, meanings] of Object.entries(fields)) {
    if (!record.has(name)) continue;
    const said = meanings.map((field) => [field.signal, read(field, record.get(name))] as const);
    if (said.some(([, value]) => value === notUnderstood)) ignored.push(name);
    else heard.take(`v/${name}`, Object.fromEntries(said), at);
  }
  const values = Object.entries(heard.values()).map(([name, { value }]) => [name, value]);
  return { at, values: Object.fromEntries(values), ignored };
}

export type FleetRecord = { at: number; values: Record<string, unknown>; ignored: string[] };

function recordOf(json: unknown): Map<string, unknown> | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  const record = new Map<string, unknown>(Object.entries(json));
  const data = record.get('data');
  if (!Array.isArray(data)) return typeof data === 'object' ? recordOf(data) : record;
  for (const datum of data) if (typeof datum?.key === 'string') record.set(datum.key, datum.value);
  return record;
}
