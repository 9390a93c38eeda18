import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { getModel } from '../shared/catalogue.ts';
import { findBrokenModels } from './engines/broken-models.ts';
import { builtInModels } from './engines/built-in.ts';
import { type EngineProcess, type HeldModels, openEngineProcess } from './engines/engine-process.ts';
import type { EngineOpener } from './engines/engines.ts';
import type { AgentOptions } from './options.ts';

const upstreams = z.array(
  z.strictObject({
    model: z.string(),
    upstreamModel: z.string(),
    baseUrl: z.url(),
    apiKey: z.string().optional(),
    modelSha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
);

type Chosen = Pick<AgentOptions, 'models' | 'upstreams'> & Partial<Pick<AgentOptions, 'keepWarm'>>;
type Held = { held?: HeldModels | undefined };

/**
 * The engines that a vehicle's options name: built in, in a process of their own, or on other servers. With `tellBroken`
 * a model whose files are missing or damaged is told of and not offered; throws when that leaves none. With `held`, models
 * come from a cache, and may come later: those that are not there are not offered.
 */
export async function openVehicleEngines(
  { models, upstreams: path, keepWarm = false, held }: Chosen & Held,
  driverBack: () => AbortSignal,
  tellBroken?: (model: string, reason: string) => void,
): Promise<EngineProcess> {
  const others = path === undefined ? {} : await upstreamOpeners(path);
  if (!tellBroken || held) return openEngineProcess({ models, others, held, keepWarm, driverBack });
  const offered = models ?? [...new Set([...builtInModels, ...Object.keys(others)])];
  const broken = await findBrokenModels(
    offered.filter((model) => builtInModels.includes(model) && !(model in others)),
  );
  for (const [model, reason] of broken) tellBroken(model, reason);
  const usable = offered.filter((model) => !broken.has(model));
  if (usable.length === 0) throw new Error(`No model can be run.\n${[...broken.values()].join('\n')}`);
  return openEngineProcess({ models: usable, others, keepWarm, driverBack });
}

async function upstreamOpeners(path: string): Promise<Record<string, EngineOpener>> {
  const { openUpstream } = await import('./engines/upstream.ts');
  const openers = (await readUpstreams(path)).map((upstream) => {
    const { endpoint } = getModel(upstream.model);
    return [upstream.model, async () => openUpstream({ ...upstream, endpoint })] as const;
  });
  return Object.fromEntries(openers);
}

async function readUpstreams(path: string): Promise<z.infer<typeof upstreams>> {
  try {
    return upstreams.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    const what = error instanceof z.ZodError ? `\n${z.prettifyError(error)}` : ` ${messageOf(error)}`;
    throw new Error(`--upstreams ${path} can not be used:${what}`, { cause: error });
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
