import { z } from 'zod';
import { type SignalName, signals } from '../../../shared/signals.ts';
import { isSignalName } from '../valid-readings.ts';
import { type Meaning, type MqttProfile, notUnderstood, number, truth, words } from './profile.ts';

const units = {
  percent: { factor: 1 },
  fraction: { factor: 100 },
  celsius: { factor: 1 },
  fahrenheit: { factor: 5 / 9, zero: 32 },
  watt: { factor: 1 },
  kilowatt: { factor: 1_000 },
  milliwatt: { factor: 1 },
  'epoch-seconds': { factor: 1_000 },
  'epoch-milliseconds': { factor: 1 },
} as const;

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const topicMapping = z.strictObject({
  signal: z.string().refine(isSignalName, {
    message: `is none of the signals: ${Object.keys(signals.shape).join(', ')}`,
  }),
  /** What a payload means, by its text; letters may be large or small. Others are not understood. */
  values: z.record(z.string(), scalar.nullable()).optional(),
  unit: z.enum(Object.keys(units) as (keyof typeof units)[]).optional(),
  /** Where in a JSON payload the value stands: `battery.soc`. */
  field: z.string().min(1).optional(),
});

/**
 * What topics of a broker mean, for what no profile knows:
 *
 *   { "prefix": "cars/mine/",
 *     "heartbeat": "alive",
 *     "topics": { "gear": { "signal": "gear", "values": { "park": "P", "drive": "D", "?": null } },
 *                 "battery": { "signal": "stateOfChargePercent", "field": "soc", "unit": "fraction" } } }
 *
 * `null` says that the value is not known. With a `heartbeat`, each message on that topic says that nothing has
 * changed but what was sent; without one, a value is as old as its last message. No wildcards.
 */
export const mqttMapping = z.strictObject({
  prefix: z
    .string()
    .regex(/^[^#+]*$/)
    .default(''),
  heartbeat: z
    .string()
    .regex(/^[^#+]+$/)
    .optional(),
  topics: z.record(z.string().regex(/^[^#+]+$/), z.union([topicMapping, z.array(topicMapping)])),
});
export type MqttMapping = z.infer<typeof mqttMapping>;

export function mapped({ prefix, heartbeat, topics }: MqttMapping): MqttProfile {
  const read = Object.entries(topics).map(
    ([topic, given]) => [topic, [given].flat().map(meaningOf)] as const,
  );
  const meanings: Record<string, readonly Meaning[]> = Object.fromEntries(read);
  const needs: Partial<Record<SignalName, string[]>> = {};
  for (const [topic, told] of read)
    for (const { signal } of told) needs[signal] = [...(needs[signal] ?? []), topic];
  return {
    name: 'mqtt',
    prefix: prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`,
    topics: heartbeat === undefined || meanings[heartbeat] ? meanings : { ...meanings, [heartbeat]: [] },
    beats: (topic) => topic === heartbeat,
    // Where several topics tell of one signal, it is harmless once all of them say so.
    needs: Object.fromEntries(Object.entries(needs).filter(([, from]) => from.length > 1)),
  };
}

function meaningOf({ signal, values, unit, field }: z.infer<typeof topicMapping>): Meaning {
  const name = signal as SignalName;
  const plain = values ? words(knownWords(values)) : plainOf(name, unit);
  return { signal: name, read: field === undefined ? plain : (payload) => readField(payload, field, plain) };
}

const knownWords = (values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(values).map(([word, value]) => [word.toLowerCase(), value ?? undefined]));

function plainOf(name: SignalName, unit: keyof typeof units | undefined): Meaning['read'] {
  if (unit) {
    const { factor, zero = 0 } = { zero: 0, ...units[unit] };
    return (payload) => {
      const value = number()(payload);
      return typeof value === 'number' ? Math.round((value - zero) * factor * 1e3) / 1e3 : value;
    };
  }
  const accepts = (value: unknown) => signals.shape[name].safeParse({ value, at: 0 }).success;
  if (accepts(true)) return truth;
  if (accepts('P') || accepts('wifi')) return (payload) => payload.trim() || undefined;
  return number();
}

function readField(payload: string, field: string, plain: Meaning['read']): unknown {
  try {
    let value: unknown = JSON.parse(payload);
    for (const name of field.split('.'))
      value =
        typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined;
    if (value === undefined || value === null) return undefined;
    return typeof value === 'object' ? notUnderstood : plain(String(value));
  } catch {
    return notUnderstood;
  }
}
