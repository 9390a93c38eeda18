import { z } from 'zod';
import { type JsonWebKeys, jsonWebKeys } from '../../shared/contract/receipts.ts';
import { exitCodes } from './exit-codes.ts';
import { Failure } from './failure.ts';

/** The keys that a market signs receipts with: of the origin of its base URL, whatever its path. */
export const marketKeysUrl = (baseUrl: string) => new URL('/.well-known/jwks.json', baseUrl).href;

/** Refuses where nobody answers, or not with a JWKS. */
export async function fetchKeys(url: string): Promise<JsonWebKeys> {
  const reply = await fetch(url, { signal: AbortSignal.timeout(30_000) }).catch((error: Error) => {
    const reason = error.cause instanceof Error ? error.cause.message : error.message;
    throw new Failure(
      exitCodes.failed,
      `${url} does not answer (${reason}). With the keys in a file: parkade verify … --jwks FILE`,
    );
  });
  if (!reply.ok) throw new Failure(exitCodes.failed, `${url} answered ${reply.status}, not with keys.`);
  return parseKeys(await reply.text(), url);
}

/** Keys of other kinds may stand in a JWKS too: they are passed over. */
export function parseKeys(text: string, from: string): JsonWebKeys {
  const someKeys = z.object({ keys: z.array(z.unknown()) });
  const parsed = someKeys.safeParse(parseJson(text));
  const one = jsonWebKeys.shape.keys.element;
  const keys = parsed.data?.keys.flatMap((key) => one.safeParse(key).data ?? []) ?? [];
  if (keys.length > 0) return { keys };
  throw new Failure(exitCodes.usage, `${from} is no JWKS with Ed25519 keys: {"keys":[{"kty":"OKP",…}]}.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
