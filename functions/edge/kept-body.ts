import type { Context } from 'hono';
import { z } from 'zod';
import { withoutContent } from '../../shared/retention.ts';

/** Whose answers are content. A batch's or a quote's says nothing of what was asked. */
const livePaths = ['/v1/chat/completions', '/v1/completions', '/v1/embeddings', '/v1/responses'];
const zeroRetention = z.object({ x_parkade: z.object({ data: z.literal('zero_retention') }) });
const reply = z.record(z.string(), z.unknown());

/** What is kept of an answer under an Idempotency-Key: all of it, or of one of zero retention its ids and status. */
export async function keptBody(
  c: Context,
  body: Uint8Array<ArrayBuffer>,
  contentType: string,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!livePaths.includes(c.req.path) || !zeroRetention.safeParse(await c.req.json()).success) return body;
  const isStream = contentType.startsWith('text/event-stream');
  const told = JSON.stringify(withoutContent(isStream ? {} : replyIn(body)));
  return new TextEncoder().encode(isStream ? `data: ${told}\n\ndata: [DONE]\n\n` : told);
}

/** What can't be read is content too: nothing of it is told. */
function replyIn(body: Uint8Array): Record<string, unknown> {
  try {
    return reply.parse(JSON.parse(new TextDecoder().decode(body)));
  } catch {
    return {};
  }
}
