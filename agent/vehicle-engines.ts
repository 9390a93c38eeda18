import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { getModel } from '../shared/catalogue.ts';
import { type EngineProcess, openEngineProcess } from './engines/engine-process.ts';
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

/** The engines that a vehicle's options name: built in, in a process of their own, or on other servers. */
export async function openVehicleEngines(
  { models, upstreams: path }: Pick<AgentOptions, 'models' | 'upstreams'>,
  driverBack: () => AbortSignal,
): Promise<EngineProcess> {
  const others = path === undefined ? {} : await upstreamOpeners(path);
  return openEngineProcess({ models, others, driverBack });
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
