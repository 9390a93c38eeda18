import { connect, type IClientOptions } from 'mqtt';
import { createHeard, type Heard } from './mqtt/heard.ts';
import { type MqttProfile, notUnderstood } from './mqtt/profile.ts';
import { createReach } from './reach.ts';
import type { SignalSource, SourceDeps, Tell } from './signal-source.ts';
import { validReadings } from './valid-readings.ts';

export type MqttOptions = {
  /** mqtt: or mqtts:, with user and password if the broker wants them. */
  url: string;
  profile: MqttProfile;
  /**
   * The owner's word that this broker never serves retained messages older than the publisher's last: they count
   * from the publisher's next heartbeat on.
   */
  retainedTrusted?: boolean;
  reconnectMillis?: number;
};

/** As old as can be: nobody knows when a retained message was published. */
const ageUnknown = 0;
/** Settings change rarely and tell of nobody's presence: a retained one is taken as it stands. */
const settings = ['chargeLimitPercent'];
const payloadBytesMax = 10_000;
const confirmEveryMillis = 5_000;

/**
 * Signals from an MQTT broker. Connects, and again whenever the connection is lost; while it is, nothing is told.
 *
 * Publishers send a value when it changes and have the broker retain it. What was received live counts from then on,
 * and is told again, as of now, at each heartbeat of the publisher, which shows that it has not changed. A retained
 * message is told as of the beginning of time: a broker that comes back from a power cut serves retained values of
 * half an hour ago, and the publisher, which sends changes only, does not correct it. So it can name a reason and
 * close an interlock, but never shows that nobody is there, and any live word outranks it. After a connection was
 * lost all begins anew, for what changed meanwhile was not heard.
 */
export function createMqttSource(options: MqttOptions, { clock, emit }: SourceDeps): SignalSource {
  const { profile } = options;
  return {
    name: profile.name,
    async start(tell) {
      const listener = createListener(options, { clock, emit }, tell);
      const client = connect(options.url, settingsOf(options));
      const reach = createReach(profile.name, { clock, emit });
      const lose = () => {
        listener.begin();
        reach(false);
      };
      client.on('connect', () => {
        listener.begin();
        const topics = Object.keys(profile.topics).map((topic) => profile.prefix + topic);
        client.subscribe(topics, { qos: 1 }, (error) => {
          if (error) lose();
          else reach(true);
        });
      });
      client.on('message', (topic, payload, packet) => listener.hear(topic, payload, packet.retain));
      client.on('close', lose);
      // Each error is followed by a close; without a listener it would end the process.
      client.on('error', () => undefined);
      return {
        async stop() {
          client.removeAllListeners('message');
          client.removeAllListeners('close');
          await client.endAsync(true);
        },
      };
    },
  };
}

const settingsOf = ({ reconnectMillis = 5_000 }: MqttOptions): IClientOptions => ({
  clean: true,
  keepalive: 15,
  connectTimeout: 10_000,
  reconnectPeriod: reconnectMillis,
  reconnectOnConnackError: true,
  resubscribe: false,
});

function createListener({ profile, retainedTrusted = false }: MqttOptions, deps: SourceDeps, tell: Tell) {
  const { clock, emit } = deps;
  const live = createHeard(profile.needs);
  const retained = createHeard(profile.needs);
  const badTopics = new Set<string>();
  let seesNothing = false;
  let confirmedAt = Number.NEGATIVE_INFINITY;

  function tellOf(values: ReturnType<Heard['values']>) {
    const readings = {};
    for (const [name, { value, at }] of Object.entries(values))
      Object.assign(readings, validReadings({ [name]: value }, at, profile.name).readings);
    if (Object.keys(readings).length > 0) tell(readings);
  }

  /** What the topic says, or undefined if it is not understood: then it says nothing any more either. */
  function read(topic: string, payload: Buffer): Record<string, unknown> | undefined {
    const text = payload.length > payloadBytesMax ? undefined : payload.toString('utf8');
    const values = (profile.topics[topic] ?? []).map(({ signal, read: readAs }) => {
      const value = text === undefined ? notUnderstood : readAs(text);
      const { ignored } = validReadings({ [signal]: value }, 0, profile.name);
      return [signal, ignored.length > 0 ? notUnderstood : value] as const;
    });
    const understood = values.every(([, value]) => value !== notUnderstood);
    if (!understood && !badTopics.has(topic)) emit({ event: 'signal_ignored', source: profile.name, topic });
    if (understood) badTopics.delete(topic);
    else badTopics.add(topic);
    return understood ? Object.fromEntries(values) : undefined;
  }

  function hearRetained(topic: string, said: Record<string, unknown>) {
    const setting = (profile.topics[topic] ?? []).some(({ signal }) => settings.includes(signal));
    retained.take(topic, said, setting ? clock.now() : ageUnknown);
    if (retainedTrusted) live.take(topic, said, ageUnknown);
    tellOf(retained.values(Object.keys(said)));
  }

  function heed(topic: string, payload: Buffer, isRetained: boolean) {
    const text = payload.subarray(0, payloadBytesMax).toString('utf8');
    const sight = profile.sight?.(topic, text);
    if (sight) seesNothing = sight !== 'sees';
    if (sight === 'forget') live.forget();
    const now = clock.now();
    if (isRetained || seesNothing || !profile.beats(topic, text)) return;
    if (Math.abs(now - confirmedAt) < confirmEveryMillis) return;
    confirmedAt = now;
    live.confirm(now);
    tellOf(live.values());
  }

  return {
    begin() {
      live.forget();
      retained.forget();
      seesNothing = false;
      confirmedAt = Number.NEGATIVE_INFINITY;
    },
    hear(fullTopic: string, payload: Buffer, isRetained: boolean) {
      const topic = fullTopic.startsWith(profile.prefix) ? fullTopic.slice(profile.prefix.length) : '';
      if (!Object.hasOwn(profile.topics, topic)) return;
      const said = read(topic, payload) ?? {};
      if (isRetained) hearRetained(topic, said);
      else {
        live.take(topic, said, clock.now());
        tellOf(live.values(Object.keys(said)));
      }
      heed(topic, payload, isRetained);
    },
  };
}
