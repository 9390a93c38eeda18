import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type OpenAI from 'openai';
import { z } from 'zod';
import { readBaseUrl } from '../base-url.ts';
import { exitCodes } from '../exit-codes.ts';
import { isSystemError } from '../explain.ts';
import { Failure, usageFailure } from '../failure.ts';
import { clientOf } from '../session.ts';
import type { World } from '../world.ts';

export type FinanceOptions = {
  json?: true | undefined;
  local?: true | string | undefined;
  as?: string | undefined;
  baseUrl?: string | undefined;
};

/**
 * A client of the market as a person of finance. Their key is never kept on disk by this program: it comes from
 * PARKADE_FINANCE_KEY, or with --local from the demo's own file.
 */
export async function openFinance(world: World, options: FinanceOptions): Promise<OpenAI> {
  if (options.local) return openLocal(options.local === true ? '.parkade' : options.local, options.as);
  const baseUrl = options.baseUrl ?? world.baseUrl;
  if (!baseUrl)
    throw usageFailure(
      'Which market? Set PARKADE_BASE_URL or name it with --base-url; for the demo of this folder: --local',
    );
  if (!world.financeKey)
    throw new Failure(
      exitCodes.notLoggedIn,
      "There is no key of finance's: set PARKADE_FINANCE_KEY. For the demo of this folder: --local",
    );
  return financeClient(readBaseUrl(baseUrl), world.financeKey);
}

/** It asks once: what changes something is not sent again by itself, and a refusal is told at once. */
const financeClient = (baseUrl: string, key: string): OpenAI =>
  clientOf(baseUrl, key).withOptions({ maxRetries: 0 });

const localFile = z.object({
  baseUrl: z.string(),
  financeKey: z.string(),
  approverKey: z.string().optional(),
});

async function openLocal(dir: string, as = 'finance'): Promise<OpenAI> {
  const file = join(resolve(dir), 'local.json');
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (!isSystemError(error, 'ENOENT')) throw error;
    throw usageFailure(`There is no ${file}: start the demo (npm start), then go on from its folder.`);
  });
  const { baseUrl, financeKey, approverKey } = localFile.parse(JSON.parse(text));
  const key = { finance: financeKey, approver: approverKey }[as];
  if (!key) throw usageFailure(`--as ${as}: the demo has the people finance and approver.`);
  return financeClient(readBaseUrl(baseUrl), key);
}
