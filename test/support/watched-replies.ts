import { type ReferenceDocument, referenceDocument } from '../../functions/customer/reference/document.ts';
import { customerRouter } from '../../functions/customer/router.ts';
import type { Deps } from '../../functions/edge/deps.ts';
import { type ReferenceCheck, referenceCheck } from './reference-check.ts';

let made: ReferenceCheck | undefined;

/** The document does not depend on whose market it is: it is made once a process. */
const checkFor = (deps: Deps): ReferenceCheck => {
  made ??= referenceCheck(referenceDocument(customerRouter(deps), deps.publicUrl) as ReferenceDocument);
  return made;
};

const othersPaths = /^\/(v1\/(vehicle|owner|finance|stripe)\/|docs|v1\/openapi\.json$)/;

/**
 * Holds every reply of the customers' API against its OpenAPI document as it passes by, streams as they end. `drift`
 * is what the document does not say: a market's tests fail with it at their end.
 */
export function watchedReplies(depsNow: () => Deps) {
  const drift: string[] = [];
  const judge = (request: Request, { status, headers }: Response, body: string) => {
    const { pathname } = new URL(request.url);
    const problem = checkFor(depsNow()).problemOf({
      method: request.method,
      path: pathname,
      status,
      headers,
      body,
    });
    if (problem && !drift.includes(problem)) drift.push(problem);
  };

  return {
    drift,
    async watch(request: Request, reply: Response): Promise<Response> {
      if (othersPaths.test(new URL(request.url).pathname)) return reply;
      if (reply.body && isPassedOn(reply)) {
        const { readable, seen } = passedOn(reply.body);
        void seen.then((body) => judge(request, reply, body));
        return new Response(readable, reply);
      }
      judge(request, reply, await reply.clone().text());
      return reply;
    },
  };
}

const isPassedOn = ({ headers }: Response) => /event-stream|jsonl/.test(headers.get('content-type') ?? '');

/** Passed on as it comes: whoever hangs up is heard. Seen when it ends by itself. */
function passedOn(body: ReadableStream<Uint8Array>) {
  const chunks: Uint8Array[] = [];
  const { promise: seen, resolve } = Promise.withResolvers<string>();
  const readable = body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        chunks.push(chunk);
        controller.enqueue(chunk);
      },
      flush: () => resolve(Buffer.concat(chunks).toString()),
    }),
  );
  return { readable, seen };
}
