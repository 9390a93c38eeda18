import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { call } from '../../local/demo/api.ts';
import { demoCharter } from '../../local/demo/charter.ts';
import { demoOwners } from '../../local/demo/seed.ts';
import type { DemoState } from '../../local/demo/state.ts';
import { writePrivateFile } from '../../local/private-file.ts';
import { getModel } from '../../shared/catalogue.ts';
import { heard, spawnNode } from './supervised.ts';

export const chatModel = 'parkade-dictionary-1';
export const embedModel = 'parkade-embed-1';

const agentProgram = fileURLToPath(new URL('../../agent/main.ts', import.meta.url));

type Car = {
  dir: string;
  no: number;
  /** Of the API, ending in /v1. */
  baseUrl: string;
  /** Of the server that answers in the place of the models. */
  engineUrl: string;
  owner: DemoState['owners'][number] | undefined;
};

/**
 * A real agent with its keys, spool and loop. Its models are on an "upstream" server, an option that ships: so it
 * starts in a third of a second without a model's weights, and every answer is known beforehand.
 */
export const carAt = (car: Car) => {
  const dataDir = join(car.dir, 'vehicles', String(car.no));
  const enrolledFile = join(dataDir, 'enrolled');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const [{ tariffMicroUsdPerKwh = 0 } = {}] = demoOwners.slice(car.no % 2);
  writePrivateFile(join(dataDir, 'charter.json'), JSON.stringify(demoCharter(tariffMicroUsdPerKwh)));
  writePrivateFile(join(dataDir, 'upstreams.json'), JSON.stringify(upstreamsAt(car.engineUrl)));
  const args = ['--base-url', car.baseUrl, '--data-dir', dataDir, '--models', `${chatModel},${embedModel}`];
  const upstreams = ['--upstreams', join(dataDir, 'upstreams.json')];
  // So that a lease whose offer was lost on its way is over after a minute, the least there is.
  const options = [...upstreams, '--seconds', '20', '--tasks', '2', '--wait-seconds', '1'];

  return async (told: { onFault: (who: string, line: string) => void }) => {
    const code = existsSync(enrolledFile) ? [] : ['--code', await codeFor(car)];
    const process = spawnNode(agentProgram, [...args, ...options, ...code]);
    const ready = heard(process, `agent ${car.no}`, told, (line) => line.includes('"event":"started"'));
    void ready.then(() => writePrivateFile(enrolledFile, ''));
    return { process, ready };
  };
};

async function codeFor({ baseUrl, owner }: Car): Promise<string> {
  const url = `${baseUrl}/owner/enrolment_codes`;
  return (await call<{ code: string }>(url, { key: owner?.apiKey ?? '', body: {} })).code;
}

const upstreamsAt = (baseUrl: string) =>
  [chatModel, embedModel].map((model) => ({
    model,
    upstreamModel: model,
    baseUrl,
    // The market takes results of the model that it sells, by this hash alone.
    modelSha256: getModel(model).files[0]?.sha256,
  }));
