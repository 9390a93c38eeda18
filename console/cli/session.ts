import OpenAI from 'openai';
import { readBaseUrl } from './base-url.ts';
import { exitCodes } from './exit-codes.ts';
import { Failure } from './failure.ts';
import { findCredentials } from './kept-files.ts';
import type { World } from './world.ts';

/** Where the market is. From the environment, else as kept by `parkade login`. */
export async function findBaseUrl(world: Pick<World, 'baseUrl' | 'configDir'>): Promise<string | undefined> {
  if (world.baseUrl) return readBaseUrl(world.baseUrl);
  return (await findCredentials(world.configDir))?.baseUrl;
}

/** A client of the market as who is logged in. A kept key goes to the market that it was kept for, and to no other. */
export async function openSession(world: Pick<World, 'baseUrl' | 'apiKey' | 'configDir'>): Promise<OpenAI> {
  const kept = await findCredentials(world.configDir);
  const baseUrl = world.baseUrl ? readBaseUrl(world.baseUrl) : kept?.baseUrl;
  if (!baseUrl) throw notLoggedIn('You are not logged in. Run: parkade login --base-url URL');
  const apiKey = world.apiKey ?? (kept?.baseUrl === baseUrl ? kept.apiKey : undefined);
  if (!apiKey)
    throw notLoggedIn(
      `There is no API key for ${baseUrl}. Run: parkade login --base-url ${baseUrl}, or set PARKADE_API_KEY.`,
    );
  return clientOf(baseUrl, apiKey);
}

/** It retries by itself what may work a moment later: lost connections, 408, 409, 429 and faults. */
export const clientOf = (baseUrl: string, apiKey: string): OpenAI =>
  new OpenAI({
    baseURL: baseUrl,
    apiKey,
    maxRetries: 3,
    organization: null,
    project: null,
    logLevel: 'off',
  });

const notLoggedIn = (message: string) => new Failure(exitCodes.notLoggedIn, message);
