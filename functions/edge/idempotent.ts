import { createHash } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { isRefusal, Refusal } from '../../shared/refusal.ts';
import { type AnswerName, type KeptAnswer, keptAnswerWrites } from '../adapters/kept-answers.ts';
import type { Deps } from './deps.ts';
import type { Variables } from './http.ts';

type Env = { Variables: Variables };

const keyLengthMax = 255;

/**
 * A POST under an `Idempotency-Key` is carried out once at most, however often it is sent: the first status and body
 * are kept for two days and given again, marked `Idempotent-Replayed: true`. A refusal that changed nothing is not kept, so
 * that the same key may be tried again, after a top-up for instance. Refuses with idempotency_mismatch (another
 * request under the key) and conflict (the first is still running, or broke off).
 */
export function idempotent(deps: Deps): MiddlewareHandler<Env> {
  return async (c, next) => {
    const key = c.req.method === 'POST' ? c.req.header('idempotency-key') : undefined;
    if (key === undefined) return next();
    if (key === '' || key.length > keyLengthMax)
      throw new Refusal('invalid_request', `An Idempotency-Key has 1 to ${keyLengthMax} characters.`, {
        param: 'Idempotency-Key',
      });
    const name = { customerId: c.get('callerId'), keySha256: sha256(key) };
    const requestSha256 = await requestHash(c);
    try {
      await deps.commit([keptAnswerWrites.begin(name, requestSha256, deps.now())]);
    } catch (error) {
      if (!isRefusal(error, 'conflict')) throw error;
      return replay(deps, c, name, requestSha256);
    }
    await next();
    await keep(deps, c, name);
  };
}

async function replay(
  deps: Deps,
  c: Context<Env>,
  name: AnswerName,
  requestSha256: string,
): Promise<Response> {
  const kept = await deps.keptAnswers.find(name);
  if (kept && kept.requestSha256 !== requestSha256)
    throw new Refusal('idempotency_mismatch', 'This Idempotency-Key was sent with another request before.', {
      param: 'Idempotency-Key',
    });
  if (kept?.state !== 'done') throw stillRunning(kept, deps.now());
  const body = await deps.fileObjects.open(objectOf(name));
  return c.body(Buffer.concat(await Array.fromAsync(body)), kept.status as 200, {
    'content-type': kept.contentType ?? 'application/json',
    'idempotent-replayed': 'true',
  });
}

/** No function runs for so long: what has not ended by then broke off. */
const longestRunMillis = 15 * 60_000;

const stillRunning = (kept: KeptAnswer | undefined, now: number) =>
  kept && now - kept.startedAt > longestRunMillis
    ? new Refusal(
        'conflict',
        'The first request under this Idempotency-Key broke off. Look whether it had its effect before you send it under a new key.',
      )
    : new Refusal('conflict', 'The first request under this Idempotency-Key is still running.', {
        retryAfterSeconds: 1,
      });

/** Success is kept, and so is a fault, which may have had an effect; what was refused changed nothing. */
async function keep({ commit, fileObjects }: Deps, c: Context<Env>, name: AnswerName): Promise<void> {
  const { status } = c.res;
  if (status >= 400 && status !== 500) {
    await commit([keptAnswerWrites.end(name, { state: 'free' })]);
    return;
  }
  await fileObjects.put(objectOf(name), new Uint8Array(await c.res.clone().arrayBuffer()));
  const contentType = c.res.headers.get('content-type') ?? 'application/json';
  await commit([keptAnswerWrites.end(name, { state: 'done', status, contentType })]);
}

const objectOf = ({ customerId, keySha256 }: AnswerName) => ({ customerId, fileId: `answer-${keySha256}` });

/** A form is hashed by its parts: clients draw a new boundary for each try. */
async function requestHash(c: Context<Env>): Promise<string> {
  const hash = createHash('sha256').update(`${c.req.method} ${c.req.path}\n`);
  if (!c.req.header('content-type')?.startsWith('multipart/form-data'))
    return hash.update(new Uint8Array(await c.req.arrayBuffer())).digest('hex');
  const form = await c.req.parseBody();
  for (const name of Object.keys(form).sort()) {
    const value = form[name];
    hash.update(`${name}\n`);
    if (value instanceof File) hash.update(value.name).update(new Uint8Array(await value.arrayBuffer()));
    else hash.update(String(value));
  }
  return hash.digest('hex');
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
