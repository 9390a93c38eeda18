import { createHash } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { batchLimits } from '../../shared/quote.ts';
import { isRefusal, Refusal } from '../../shared/refusal.ts';
import { type AnswerName, type KeptAnswer, keptAnswerWrites } from '../adapters/kept-answers.ts';
import type { Deps } from './deps.ts';
import { heardOut } from './heard-out.ts';
import type { Variables } from './http.ts';
import { keptBody } from './kept-body.ts';
import { isMultipart, readMultipart } from './multipart.ts';

type Env = { Variables: Variables };

const keyLengthMax = 255;
/** No route takes a larger form. */
const formBytesMax = batchLimits.bytes + 1_000_000;

/**
 * A POST under an `Idempotency-Key` is carried out once at most, however often it is sent: the first status and body
 * are kept for two days and given again, marked `Idempotent-Replayed: true`. A refusal that changed nothing is not kept, so
 * that the same key may be tried again, after a top-up for instance. Refuses with idempotency_mismatch (another
 * request under the key) and conflict (the first is still running, or broke off).
 */
export function idempotent(deps: Deps): MiddlewareHandler<Env> {
  return async (c, next) => {
    const key = keyOf(c);
    if (key === undefined) return next();
    const name = { customerId: c.get('callerId'), keySha256: sha256(key) };
    const isForm = isMultipart(c.req.header('content-type'));
    // A form is read once, by its route as it comes in: what it says is known when it has been carried out.
    const begunSha256 = isForm ? undefined : await bodyHash(c);
    const attempt = Buffer.from(deps.randomBytes(12)).toString('base64url');
    const begin = keptAnswerWrites.begin(name, { requestSha256: begunSha256, attempt, now: deps.now() });
    try {
      await deps.commit([begin]);
    } catch (error) {
      if (!isRefusal(error, 'conflict')) throw error;
      return replay(deps, c, name, begunSha256);
    }
    await next();
    await keep(deps, c, name, begunSha256 ?? formHash(c, c.get('formSha256')));
  };
}

function keyOf(c: Context<Env>): string | undefined {
  const key = c.req.method === 'POST' ? c.req.header('idempotency-key') : undefined;
  if (key === '' || (key && key.length > keyLengthMax))
    throw new Refusal('invalid_request', `An Idempotency-Key has 1 to ${keyLengthMax} characters.`, {
      param: 'Idempotency-Key',
    });
  return key;
}

async function replay(
  deps: Deps,
  c: Context<Env>,
  name: AnswerName,
  begunSha256: string | undefined,
): Promise<Response> {
  const kept = await deps.keptAnswers.find(name);
  if (kept?.requestSha256 && kept.requestSha256 !== (begunSha256 ?? (await incomingFormHash(c))))
    throw new Refusal('idempotency_mismatch', 'This Idempotency-Key was sent with another request before.', {
      param: 'Idempotency-Key',
    });
  if (kept?.state !== 'done') throw stillRunning(kept, deps.now());
  const body = await deps.fileObjects.open(objectOf(name));
  return c.body(Buffer.concat(await Array.fromAsync(body)), kept.status as 200, {
    'content-type': kept.contentType ?? 'application/json',
    'idempotent-replayed': 'true',
    // A fault that is kept stays: under this key it is no use to come again.
    ...((kept.status ?? 0) >= 500 && { 'x-should-retry': 'false' }),
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

/**
 * Success is kept, and so is a fault, which may have had an effect; what was refused changed nothing, and neither did
 * a form that was not read to its end (then it has no hash).
 */
async function keep(
  { commit, fileObjects }: Deps,
  c: Context<Env>,
  name: AnswerName,
  requestSha256: string | undefined,
): Promise<void> {
  const { status } = c.res;
  const free = () => commit([keptAnswerWrites.end(name, { state: 'free' })]);
  if ((status >= 400 && status !== 500 && !c.get('isFault')) || requestSha256 === undefined) return free();
  const contentType = c.res.headers.get('content-type') ?? 'application/json';
  const whole = async (body: Uint8Array<ArrayBuffer>) => {
    await fileObjects.put(objectOf(name), await keptBody(c, body, contentType));
    await commit([keptAnswerWrites.end(name, { state: 'done', requestSha256, status, contentType })]);
  };
  const shownOnce = c.get('replayedBody');
  if (shownOnce !== undefined) return whole(new TextEncoder().encode(shownOnce));
  if (!contentType.startsWith('text/event-stream') || !c.res.body)
    return whole(new Uint8Array(await c.res.clone().arrayBuffer()));
  // A stream goes out while it is kept. One that broke off cost nothing: its key may be used again.
  const ending = {
    whole: (body: Uint8Array<ArrayBuffer>) => (c.get('streamBroke') ? free() : whole(body)),
    brokenOff: free,
  };
  c.res = new Response(heardOut(c.res.body, ending), c.res);
}

const objectOf = ({ customerId, keySha256 }: AnswerName) => ({ customerId, fileId: `answer-${keySha256}` });

async function bodyHash(c: Context<Env>): Promise<string> {
  return requestHash(c)
    .update(new Uint8Array(await c.req.arrayBuffer()))
    .digest('hex');
}

/** A form is hashed by its parts: clients draw a new boundary for each try. */
const formHash = (c: Context<Env>, formSha256: string | undefined) =>
  formSha256 && requestHash(c).update(formSha256).digest('hex');

/** Of a form that is not to be carried out again: read to its end, and let go as it comes in. */
async function incomingFormHash(c: Context<Env>): Promise<string | undefined> {
  const letGo = async (bytes: AsyncIterable<Uint8Array>) => {
    for await (const _ of bytes);
  };
  const onFile = (_name: string, _filename: string, bytes: AsyncIterable<Uint8Array>) => letGo(bytes);
  return formHash(c, await readMultipart(c.req.raw, formBytesMax, { onField: () => {}, onFile }));
}

const requestHash = (c: Context<Env>) => createHash('sha256').update(`${c.req.method} ${c.req.path}\n`);

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
