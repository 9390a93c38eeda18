import { createHash } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { type AuditRecord, idsIn, isAudited } from '../../shared/audit-trail.ts';
import { auditTrailWrites } from '../adapters/audit-trail.ts';
import type { Deps } from './deps.ts';
import type { Variables } from './http.ts';

type Env = { Variables: Variables };

/** An answer larger than this is no object that was made, but a document: no ids are looked for in it. */
const answerBytesMax = 100_000;

/**
 * Writes who does what, before it is done and again with what came of it, refusals and faults included. Where the
 * trail can't be written, nothing is done: there is no unseen change.
 */
export function auditTrail({ commit, now }: Pick<Deps, 'commit' | 'now'>): MiddlewareHandler<Env> {
  return async (c, next) => {
    const { method, path } = c.req;
    if (!isAudited(method, path, c.req.query('format'))) return next();
    const body = await c.req.arrayBuffer();
    const record: AuditRecord = {
      requestId: c.get('requestId'),
      at: now(),
      personId: c.get('callerId'),
      method,
      path,
      ids: idsIn(
        path,
        { ids: [c.req.query('root'), c.req.query('run')] },
        parsed(new TextDecoder().decode(body)),
      ),
      bodySha256:
        body.byteLength === 0 ? null : createHash('sha256').update(new Uint8Array(body)).digest('hex'),
      status: null,
    };
    await commit([auditTrailWrites.begin(record)]);
    await next();
    const made = idsIn('', await answered(c));
    await commit([
      auditTrailWrites.answer({
        ...record,
        ids: [...new Set([...record.ids, ...made])],
        status: c.res.status,
      }),
    ]);
  };
}

async function answered({ res }: Context<Env>): Promise<unknown> {
  const isJson = res.headers.get('content-type')?.startsWith('application/json');
  if (!isJson || !res.body) return undefined;
  const text = await res.clone().text();
  return text.length > answerBytesMax ? undefined : parsed(text);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
