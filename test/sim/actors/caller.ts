import type { FaultPlan } from '../faults/fault-plan.ts';
import type { Environment, Instance } from '../world/environment.ts';
import type { Random } from '../world/random.ts';
import { marketUrl } from '../world/settings.ts';
import type { Trace } from '../world/trace.ts';
import { passes } from './sim-engine.ts';

export type Caller = {
  env: Environment;
  trace: Trace;
  faults: FaultPlan;
  /** As whom it calls: the network knows it by that. */
  instance: Instance;
  apiKey: string;
  random: Random;
};

// biome-ignore lint/suspicious/noExplicitAny: replies of all routes, looked into by actors
export type Answer = { status: number; body: any; isFinal?: boolean };

type Asked = {
  body?: object | string;
  contentType?: string;
  idempotencyKey?: string;
  tries?: number;
  /** It may be that nobody waits for the answer. */
  mayHangUp?: boolean;
};

/**
 * One call of the market's API as a patient client makes it: again where no answer came or the market is at fault,
 * under the same Idempotency-Key where there is one. Undefined where it gave up.
 */
export async function callMarket(
  { apiKey, random, faults, instance }: Caller,
  method: string,
  path: string,
  { body, contentType = 'application/json', idempotencyKey, tries = 4, mayHangUp = false }: Asked = {},
): Promise<Answer | undefined> {
  // Without a key another try could be another deed.
  const mayRepeat = method === 'GET' || idempotencyKey !== undefined;
  const init = initOf(apiKey, method, { body, contentType, idempotencyKey });
  for (let left = mayRepeat ? tries : 1; left > 0; left--) {
    const hangsUp = mayHangUp ? faults.at(`${instance.name} waits`, ['hung_up'], 3) : undefined;
    const patience = hangsUp ? hangsUp.random.below(9_000) : patienceMillis;
    const answer = await once(patience, `${marketUrl}/v1${path}`, init);
    if (answer && !isPassing(answer)) return answer;
    await passes(500 + random.below(6_000));
  }
  return undefined;
}

function initOf(
  apiKey: string,
  method: string,
  {
    body,
    contentType,
    idempotencyKey,
  }: { body: Asked['body'] | undefined } & Record<'contentType' | 'idempotencyKey', string | undefined>,
): RequestInit {
  const headers: Record<string, string> = { authorization: `Bearer ${apiKey}` };
  if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey;
  if (body === undefined) return { method, headers };
  headers['content-type'] = contentType ?? 'application/json';
  return { method, headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

const isPassing = ({ status, body, isFinal }: Answer): boolean =>
  !isFinal &&
  (status >= 500 || status === 429 || (status === 409 && /still running/.test(body?.error?.message ?? '')));

/** Longer than the market keeps anybody waiting. */
const patienceMillis = 400_000;

async function once(millis: number, url: string, init: RequestInit): Promise<Answer | undefined> {
  try {
    const reply = await fetch(url, { ...init, signal: AbortSignal.timeout(millis) });
    const text = await reply.text();
    return {
      status: reply.status,
      body: jsonIn(text),
      isFinal: reply.headers.get('x-should-retry') === 'false',
    };
  } catch {
    return undefined;
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
