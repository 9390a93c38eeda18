import { z } from 'zod';
import { isPrivateUrl } from '../shared/private-url.ts';
import { hardwareClasses, regions } from '../shared/vehicle.ts';
import type { Settings } from './settings.ts';

/** What an agent is started with. */
const agentOptions = z.object({
  /** Of the market, ending in /v1. */
  baseUrl: z.url('a URL such as https://HOST/v1').refine(isPrivateUrl, 'https, or a market on this computer'),
  dataDir: z.string().min(1),
  /** An enrolment code: needed once, where `enroll` has not been run. */
  code: z.string().min(1).optional(),
  /** Left out: all that ship with the agent, and those of `upstreams`. */
  models: z.array(z.string().min(1)).min(1).optional(),
  /** JSON file of models that another OpenAI-compatible server runs. */
  upstreams: z.string().optional(),
  hardwareClass: z.enum(hardwareClasses).default('AI4'),
  /** What its owner is willing to say; left out, it gets nothing that is bound to a region. */
  region: z.enum(regions).optional(),
  /** File with its maker's signed word about its hardware. */
  attestation: z.string().min(1).optional(),
  seconds: z.coerce.number().min(1).max(3_600).default(120),
  tasks: z.coerce.number().int().min(1).max(10).default(4),
  waitSeconds: z.coerce.number().int().min(0).max(20).default(20),
  /** With a driver in the car the models stay in memory; left out, the engines' process is ended. */
  keepWarm: z.union([z.boolean(), z.stringbool()]).default(false),
  charter: z.string().min(1).optional(),
  signals: z.array(z.string().min(1)).default([]),
  priceFeed: z.string().min(1).optional(),
  /** Where a signed manifest lies; left out, the models are those that ship with the agent. */
  manifest: z.url('a URL').refine(isPrivateUrl, 'https, or a server on this computer').optional(),
  /** JWKS file of those who may sign it; left out, the keys that ship with the agent. */
  manifestKeys: z.string().min(1).optional(),
  modelCacheGigabytes: z.coerce.number().min(0.001).max(10_000).default(20),
  /** After an update it ends with exit code 75, for its supervisor to start the new version. */
  restartForUpdates: z.union([z.boolean(), z.stringbool()]).default(false),
});
export type AgentOptions = z.infer<typeof agentOptions>;
export type OptionName = keyof AgentOptions;

/** On the command line: --base-url; in the environment: PARKADE_BASE_URL. */
const flagOf = (name: OptionName): string => (name === 'hardwareClass' ? '--class' : `--${kebab(name)}`);
const variableOf = (name: OptionName): string =>
  name === 'hardwareClass' ? 'PARKADE_CLASS' : `PARKADE_${kebab(name).toUpperCase().replaceAll('-', '_')}`;

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

type Given = { [Name in OptionName]?: unknown };

/**
 * What the command line says goes before the environment, and that before what `enroll` kept. Throws with the name of
 * each option that is missing or makes no sense.
 */
export function readAgentOptions(
  given: Given,
  environment: Readonly<Record<string, string | undefined>>,
  kept: Settings = {},
): AgentOptions {
  const names = agentOptions.keyof().options;
  const merged = Object.fromEntries(
    names.map((name) => [name, given[name] ?? fromEnvironment(name, environment) ?? keptOf(name, kept)]),
  );
  const parsed = agentOptions.safeParse(merged);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path: [name], message }) => {
    const flag = flagOf(name as OptionName);
    return merged[name as OptionName] === undefined
      ? `${flag} is missing (or set ${variableOf(name as OptionName)})`
      : `${flag}: ${message}`;
  });
  throw new Error(`The agent can not start.\n  ${problems.join('\n  ')}`);
}

function fromEnvironment(name: OptionName, environment: Readonly<Record<string, string | undefined>>) {
  const value = environment[variableOf(name)];
  if (value === undefined || value === '') return undefined;
  if (name === 'models') return value.split(',');
  return name === 'signals' ? value.split(/\s+/) : value;
}

const keptOf = (name: OptionName, kept: Settings): unknown =>
  name in kept ? kept[name as keyof Settings] : undefined;
