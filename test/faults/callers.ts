import type { FaultyMarket } from './faulty-market.ts';
import { persist } from './faulty-market.ts';

// biome-ignore lint/suspicious/noExplicitAny: whatever the API answers, looked into by stories
export type Answer = { status: number; body: any; headers: Headers };

/** What no repetition changes: the caller is told what it did wrong. */
class Refused extends Error {
  override readonly name = 'Refused';
}

/** May pass by itself: an outage, too many calls, or another call that is under way. */
const mayPass = ({ status, headers }: Answer) =>
  headers.get('x-should-retry') !== 'false' && (status >= 500 || [408, 409, 429].includes(status));

function bodyOf(answer: Answer, called: string): Answer['body'] {
  if (answer.status < 400) return answer.body;
  const what = `${called} answered ${answer.status}: ${JSON.stringify(answer.body).slice(0, 300)}`;
  throw mayPass(answer) ? new Error(what) : new Refused(what);
}

type Looking = {
  headers?: Record<string, string>;
  /** Whether an earlier try had its effect although its answer was lost: asked before the call is made again. */
  look?: () => Promise<unknown>;
};

/** Calls the market over HTTP with a key, as a program that tries again what may pass. */
export function callerWith(market: Pick<FaultyMarket, 'cloud'>, apiKey: string) {
  const once = async (
    method: string,
    path: string,
    body?: object | string,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const isForm = body instanceof FormData;
    const reply = await fetch(`${market.cloud.url}/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(!isForm && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await reply.text();
    const isJson = /^application\/json(;|$)/.test(reply.headers.get('content-type') ?? '');
    return { status: reply.status, headers: reply.headers, body: isJson ? JSON.parse(text) : text };
  };
  const call = (method: string, path: string, body?: object, { headers = {}, look }: Looking = {}) =>
    persist(async (tries): Promise<Answer['body']> => {
      const seen = tries > 1 ? await look?.() : undefined;
      return seen ?? bodyOf(await once(method, path, body, headers), `${method} ${path}`);
    });
  return {
    once,
    get: (path: string, headers?: Record<string, string>) =>
      call('GET', path, undefined, headers ? { headers } : {}),
    post: (path: string, body: object = {}, looking?: Looking) => call('POST', path, body, looking),
    put: (path: string, body: object = {}) => call('PUT', path, body),
    patch: (path: string, body: object = {}) => call('PATCH', path, body),
    /** Gone already is gone. */
    delete: (path: string) =>
      persist(async () => {
        const { status, body } = await once('DELETE', path);
        if (status >= 400 && status !== 404)
          throw new Error(`DELETE ${path} answered ${status}: ${JSON.stringify(body)}`);
        return body;
      }),
    /** Makes a thing once: after a lost answer it is looked for in the list, by `isIt`. */
    // biome-ignore lint/suspicious/noExplicitAny: whatever the API lists
    make: (path: string, body: object, isIt: (each: any) => boolean, list = path) =>
      call('POST', path, body, {
        look: async () => (await call('GET', list)).data.find(isIt),
      }),
  };
}

export type Caller = ReturnType<typeof callerWith>;
