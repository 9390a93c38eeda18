import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { type JsonWebKeys, jsonWebKeys } from '../../shared/contract/receipts.ts';
import { isSystemError } from './explain.ts';
import { usageFailure } from './failure.ts';

const credentials = z.object({ base_url: z.string(), api_key: z.string() });
const marketKeys = z.object({ base_url: z.string(), keys: jsonWebKeys.shape.keys });

type Credentials = { baseUrl: string; apiKey: string };

export const credentialsFile = (configDir: string) => join(configDir, 'credentials.json');
const marketKeysFile = (configDir: string) => join(configDir, 'jwks.json');

export async function findCredentials(configDir: string): Promise<Credentials | undefined> {
  const kept = await find(credentialsFile(configDir), credentials);
  return kept && { baseUrl: kept.base_url, apiKey: kept.api_key };
}

export const keepCredentials = (configDir: string, { baseUrl, apiKey }: Credentials): Promise<void> =>
  keep(credentialsFile(configDir), { base_url: baseUrl, api_key: apiKey });

/** The keys that the market at `baseUrl` published when it was last asked. */
export async function findMarketKeys(configDir: string, baseUrl: string): Promise<JsonWebKeys | undefined> {
  const kept = await find(marketKeysFile(configDir), marketKeys);
  return kept?.base_url === baseUrl ? { keys: kept.keys } : undefined;
}

export const keepMarketKeys = (configDir: string, baseUrl: string, { keys }: JsonWebKeys): Promise<void> =>
  keep(marketKeysFile(configDir), { base_url: baseUrl, keys });

async function find<Shape extends z.ZodType>(
  file: string,
  shape: Shape,
): Promise<z.infer<Shape> | undefined> {
  try {
    return shape.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    if (isSystemError(error)) throw error;
    throw usageFailure(`${file} is damaged. Delete it, then run: parkade login`);
  }
}

/** Whole or not at all, and from its first byte on readable by its owner alone. */
async function keep(file: string, content: object): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.draft`;
  await writeFile(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  await chmod(draft, 0o600);
  await rename(draft, file);
}
