import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import { isRefusal } from '../../../shared/refusal.ts';
import type { Deps } from '../../edge/deps.ts';
import { errorBodyOf, faultBodyOf } from '../../edge/error-body.ts';
import type { Variables } from '../../edge/http.ts';

/** One server-sent event; OpenAI names them in the Responses API only. */
export type SseMessage = { event?: string; data: string };

/** What fails this early is answered with its own status, as an unstreamed call would be. */
const patienceMillis = 2_000;
/** Front doors close a connection that is silent for a minute. */
const keepAliveMillis = 15_000;

/**
 * Sends messages as server-sent events while they come. Their generator is told when the client hangs up. What goes wrong
 * later is the stream's last event: OpenAI's clients throw it as an error.
 */
export async function sseOf(
  c: Context<{ Variables: Variables }>,
  deps: Pick<Deps, 'pause' | 'reportFault'>,
  messagesFor: (hungUp: AbortSignal) => AsyncGenerator<SseMessage, void>,
): Promise<Response> {
  const hangUp = new AbortController();
  const messages = messagesFor(AbortSignal.any([hangUp.signal, c.req.raw.signal]));
  let next = messages.next();
  await Promise.race([next, deps.pause(patienceMillis)]);
  return streamSSE(c, async (stream) => {
    stream.onAbort(() => hangUp.abort());
    const keepAlive = setInterval(() => void stream.write(': still at it\n\n'), keepAliveMillis);
    try {
      for (let { done, value } = await next; !done && !stream.aborted; { done, value } = await next) {
        if (value) await stream.writeSSE(value);
        next = messages.next();
      }
    } catch (error) {
      c.set('streamBroke', true);
      await stream.writeSSE({ data: JSON.stringify(lastWords(c, deps, error)) });
    } finally {
      clearInterval(keepAlive);
    }
  });
}

function lastWords(c: Context<{ Variables: Variables }>, deps: Pick<Deps, 'reportFault'>, error: unknown) {
  if (isRefusal(error)) return errorBodyOf(error);
  deps.reportFault(error, `${c.req.method} ${c.req.path} ${c.get('requestId')} in mid-stream`);
  return faultBodyOf(c.get('requestId'));
}
