import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { askSecret } from '../ask-secret.ts';
import { readBaseUrl } from '../base-url.ts';
import { newCommand } from '../command.ts';
import { isSystemError } from '../explain.ts';
import { usageFailure } from '../failure.ts';
import { credentialsFile, findCredentials, keepCredentials, keepMarketKeys } from '../kept-files.ts';
import { fetchKeys, marketKeysUrl } from '../market-keys.ts';
import type { ModelList } from '../market-objects.ts';
import { clientOf } from '../session.ts';
import { count } from '../wording.ts';
import { give, tell, type World } from '../world.ts';

type Choice = { baseUrl?: string; apiKey?: string; local?: true | string };

export const logIn = (world: World) =>
  newCommand(world, 'login', 'Check an API key and keep it for the other commands')
    .option('--base-url <url>', 'the market, as https://HOST/v1 (or PARKADE_BASE_URL)')
    .option('--api-key <key>', 'else it is asked for without being shown, or read from standard input')
    .option('--local [dir]', "the demo that `npm start` serves, by the local.json of its folder ('.parkade')")
    .action(async (options) => {
      const { baseUrl, apiKey } = await chosen(world, options);
      const models = (await clientOf(baseUrl, apiKey).models.list()) as unknown as ModelList;
      await keepCredentials(world.configDir, { baseUrl, apiKey });
      await keepKeys(world, baseUrl);
      const file = credentialsFile(world.configDir);
      if (world.baseUrl || world.apiKey)
        tell(world, 'PARKADE_BASE_URL and PARKADE_API_KEY are set: they go before what was kept now.');
      give(world, options, {
        text: `Logged in at ${baseUrl}: ${count(models.data.length, 'model')} on sale. The key is kept in ${file}, readable by you alone.`,
        document: { base_url: baseUrl, models: models.data.length, kept_in: file },
      });
    });

async function chosen(world: World, { local, ...given }: Choice) {
  if (local) return readLocal(local === true ? '.parkade' : local);
  const baseUrl = given.baseUrl ?? world.baseUrl ?? (await findCredentials(world.configDir))?.baseUrl;
  if (!baseUrl) throw usageFailure('Which market? Name it: parkade login --base-url https://HOST/v1');
  const readable = readBaseUrl(baseUrl);
  const apiKey = given.apiKey ?? world.apiKey ?? (await askSecret(world, `API key for ${readable}: `));
  if (!apiKey) throw usageFailure('No API key was given.');
  return { baseUrl: readable, apiKey };
}

const localFile = z.object({ baseUrl: z.string(), customerKey: z.string() });

async function readLocal(dir: string) {
  const file = join(resolve(dir), 'local.json');
  try {
    const { baseUrl, customerKey } = localFile.parse(JSON.parse(await readFile(file, 'utf8')));
    return { baseUrl: readBaseUrl(baseUrl), apiKey: customerKey };
  } catch (error) {
    if (isSystemError(error, 'ENOENT'))
      throw usageFailure(`There is no ${file}: start the demo (npm start), then log in from its folder.`);
    throw error;
  }
}

/** So that receipts can be checked offline from now on. Where they can't be had, `verify` asks again. */
async function keepKeys({ configDir }: World, baseUrl: string): Promise<void> {
  const keys = await fetchKeys(marketKeysUrl(baseUrl)).catch(() => undefined);
  if (keys) await keepMarketKeys(configDir, baseUrl, keys);
}
