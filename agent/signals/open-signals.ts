import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { isTimeZone } from '../../shared/charter/local-time.ts';
import { createEvccSource } from './evcc.ts';
import { createFileSource } from './file.ts';
import { fleetTelemetry, readFleetRecord } from './fleet-telemetry.ts';
import { mapped, mqttMapping } from './mqtt/mapping.ts';
import { ovms } from './mqtt/ovms.ts';
import type { MqttProfile } from './mqtt/profile.ts';
import { teslamate } from './mqtt/teslamate.ts';
import { createMqttSource } from './mqtt.ts';
import type { SignalSource, SourceDeps } from './signal-source.ts';
import { commuter } from './simulated/commuter.ts';
import { createSimulatedSource } from './simulated.ts';

/** What `openSignals` accepts, for a person to read. */
const signalForms = `  mqtt://[user:password@]host[:port]/teslamate/2          TeslaMate's car 2; 1 if left out (mqtts:// with TLS)
  mqtt://host/teslamate/namespace/cars/1                  the same in a namespace of TeslaMate
  mqtt://host/ovms/user/vehicle                           an OVMS module
  mqtt://host/?map=topics.json                            any topics, with a file that says what they mean
  fleet-telemetry+mqtt://host/topic_base/VIN              Tesla's fleet-telemetry server, MQTT dispatcher
  fleet-telemetry+file:records.jsonl                      its records as JSON lines, from another dispatcher
  evcc:http://host:7070?loadpoint=0                       evcc; a loadpoint by number or by title
  file:signals.jsonl[?replay=yes]                         JSON lines; replay=yes: as if they happened from now on
  simulated:7[?zone=Europe/Berlin&home=0.9]               a simulated commuter by its seed; home: how often it plugs in
Add retained=trusted to an mqtt form if the broker never serves messages older than the publisher's last.`;

/**
 * The source that a specification names, or all of several (a list, or a text with spaces between them) as one:
 * `signalForms` lists what there is. evcc alone is not enough for a car to be judged; name a source of the car beside
 * it. Throws an Error for a person that says which specification is wrong and what is allowed. Reads a mapping file
 * at once; connects to nothing before `start`.
 */
export async function openSignals(
  specification: string | readonly string[],
  deps: SourceDeps,
): Promise<SignalSource> {
  const given =
    typeof specification === 'string'
      ? specification.split(/\s+/).filter((one) => one !== '')
      : specification;
  if (given.length === 0) throw new Error(`No source of signals is named. Allowed are:\n${signalForms}`);
  const sources: SignalSource[] = [];
  for (const one of given) sources.push(await openOne(one, deps));
  const [first] = sources;
  return first && sources.length === 1 ? first : combined(sources);
}

/** All of them; if one can not start, those that did are stopped and its error is thrown. */
function combined(sources: readonly SignalSource[]): SignalSource {
  return {
    name: sources.map(({ name }) => name).join('+'),
    async start(tell) {
      const started = await Promise.allSettled(sources.map((source) => source.start(tell)));
      const running = started.filter((result) => result.status === 'fulfilled').map(({ value }) => value);
      const stop = async () => {
        await Promise.all(running.map((source) => source.stop()));
      };
      const failed = started.find((result) => result.status === 'rejected');
      if (!failed) return { stop };
      await stop();
      throw failed.reason;
    },
  };
}

const kinds: Readonly<
  Record<string, (rest: string, deps: SourceDeps) => SignalSource | Promise<SignalSource>>
> = {
  'mqtt:': (rest, deps) => openMqtt(`mqtt:${rest}`, deps),
  'mqtts:': (rest, deps) => openMqtt(`mqtts:${rest}`, deps),
  'fleet-telemetry+mqtt:': (rest, deps) => openFleet(`mqtt:${rest}`, deps),
  'fleet-telemetry+mqtts:': (rest, deps) => openFleet(`mqtts:${rest}`, deps),
  'fleet-telemetry+file:': (rest, deps) =>
    createFileSource({ ...fileOptions(rest), name: 'fleet-telemetry', readLine: readFleetRecord }, deps),
  'evcc:': openEvcc,
  'file:': (rest, deps) => createFileSource(fileOptions(rest), deps),
  'simulated:': openSimulated,
};

async function openOne(specification: string, deps: SourceDeps): Promise<SignalSource> {
  const colon = specification.indexOf(':') + 1;
  const open = kinds[specification.slice(0, colon)];
  try {
    if (!open) throw new Error('there is no such kind of source');
    return await open(specification.slice(colon), deps);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new Error(`Signals '${withoutPassword(specification)}': ${problem}. Allowed are:\n${signalForms}`);
  }
}

const withoutPassword = (specification: string) => specification.replace(/\/\/[^/@]*@/, '//…@');

/** Splits off what stands behind a question mark, and refuses what is not asked for. */
function queryOf(url: URL | string, allowed: readonly string[]): Map<string, string> {
  const query = typeof url === 'string' ? new URLSearchParams(url) : url.searchParams;
  for (const name of query.keys())
    if (!allowed.includes(name)) throw new Error(`'${name}' is none of: ${allowed.join(', ')}`);
  return new Map(query);
}

function brokerOf(url: string, allowed: readonly string[]) {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed?.hostname) throw new Error('that is no URL of a broker');
  const query = queryOf(parsed, ['retained', ...allowed]);
  const retained = query.get('retained');
  if (retained !== undefined && retained !== 'trusted') throw new Error(`retained can only be 'trusted'`);
  const path = parsed.pathname
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent);
  if (path.some((part) => /[#+/]/.test(part))) throw new Error('a topic here has no wildcards');
  parsed.pathname = '';
  parsed.search = '';
  return { url: parsed.href, path, query, retainedTrusted: retained === 'trusted' };
}

async function openMqtt(url: string, deps: SourceDeps): Promise<SignalSource> {
  const { path, query, ...broker } = brokerOf(url, ['map']);
  const map = query.get('map');
  const profile = map === undefined ? profileOf(path) : mapped(await readMapping(map));
  return createMqttSource({ ...broker, profile }, deps);
}

function profileOf([kind, ...names]: readonly string[]): MqttProfile {
  if (kind === 'teslamate' && names.length <= 1) return teslamate(`teslamate/cars/${names[0] ?? 1}/`);
  if (kind === 'teslamate' && names.at(-2) === 'cars' && names.length <= 3)
    return teslamate(`teslamate/${names.join('/')}/`);
  if (kind === 'ovms' && names.length === 2) return ovms(`ovms/${names.join('/')}/metric/`);
  throw new Error('the path names neither /teslamate/<car> nor /ovms/<user>/<vehicle>, and there is no map=');
}

async function readMapping(path: string) {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Error(`the file '${path}' can not be read`);
  });
  const parsed = z.string().transform(jsonOf).pipe(mqttMapping).safeParse(text);
  if (parsed.success) return parsed.data;
  throw new Error(`the file '${path}' is no mapping:\n${z.prettifyError(parsed.error)}\n`);
}

function jsonOf(text: string, context: z.core.$RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'is not JSON' });
    return z.NEVER;
  }
}

function openFleet(url: string, deps: SourceDeps): SignalSource {
  const { path, query: _, ...broker } = brokerOf(url, []);
  if (path.length < 2) throw new Error('the path is not /<topic_base>/<VIN>');
  return createMqttSource({ ...broker, profile: fleetTelemetry(`${path.join('/')}/`) }, deps);
}

function openEvcc(rest: string, deps: SourceDeps): SignalSource {
  if (!/^https?:/.test(rest) || !URL.canParse(rest)) throw new Error('behind evcc: there is no http URL');
  const url = new URL(rest);
  const wanted = queryOf(url, ['loadpoint']).get('loadpoint') ?? '0';
  url.search = '';
  return createEvccSource({ url: url.href, loadpoint: /^\d+$/.test(wanted) ? Number(wanted) : wanted }, deps);
}

function fileOptions(rest: string) {
  const [, path = '', search = ''] = /^([^?]*)\??(.*)$/.exec(rest.replace(/^\/\/(?=\/)/, '')) ?? [];
  if (path === '') throw new Error('no file is named');
  const replay = queryOf(search, ['replay']).get('replay');
  if (replay !== undefined && replay !== 'yes') throw new Error(`replay can only be 'yes'`);
  return { path, replay: replay === 'yes' };
}

function openSimulated(rest: string, { clock }: SourceDeps): SignalSource {
  const [, seed = '', search = ''] = /^([^?]*)\??(.*)$/.exec(rest) ?? [];
  if (!/^\d{1,9}$/.test(seed)) throw new Error('the seed is no whole number');
  const query = queryOf(search, ['zone', 'home']);
  const timeZone = query.get('zone') ?? commuter.timeZone;
  const home = Number(query.get('home') ?? commuter.plugChance.home);
  if (!(home >= 0 && home <= 1)) throw new Error('home is not between 0 and 1');
  if (!isTimeZone(timeZone)) throw new Error(`'${timeZone}' is no time zone like Europe/Berlin`);
  const who = { ...commuter, timeZone, plugChance: { ...commuter.plugChance, home } };
  return createSimulatedSource({ seed: Number(seed), commuter: who }, clock);
}
