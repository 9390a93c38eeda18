import { AsyncLocalStorage } from 'node:async_hooks';
import Stripe from 'stripe';
import { never } from './crash/processes.ts';
import { brokenConnection, type FaultPlan, injected } from './fault-plan.ts';
import type { Kind } from './fault-table.ts';

type HttpClient = ReturnType<typeof Stripe.createNodeHttpClient>;
type Response = Awaited<ReturnType<HttpClient['makeRequest']>>;
type Planned = { kind: Kind; attempts: number };

/** Stripe's client sends after a while, with nobody on its stack: what was planned for the call goes along with it. */
const underWay = new AsyncLocalStorage<Planned | undefined>();

/** A client of Stripe whose calls fail as planned: where it sends them, below its own retries. */
export function failingStripe(plan: FaultPlan, port: number): Stripe {
  const stripe = new Stripe('local', {
    host: '127.0.0.1',
    port,
    protocol: 'http',
    telemetry: false,
    httpClient: failingTransport(Stripe.createNodeHttpClient()),
  });
  return toldApart(stripe, [], plan) as Stripe;
}

/** The same, but that each method says who called it. */
function toldApart(part: object, words: readonly string[], plan: FaultPlan): object {
  return new Proxy(part, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof name !== 'string' || !/^[a-z]/.test(name) || value === null) return value;
      if (typeof value === 'object') return toldApart(value, [...words, name], plan);
      if (typeof value !== 'function' || words.length === 0) return value;
      return (...given: unknown[]) => {
        if (plan.isCallerDead()) return never();
        const [kind] = plan.next('stripe', [...words, name].join('.'));
        return underWay.run(kind && { kind, attempts: 0 }, () => Reflect.apply(value, target, given));
      };
    },
  });
}

function failingTransport(real: HttpClient): HttpClient {
  const makeRequest = (...asked: Parameters<HttpClient['makeRequest']>): Promise<Response> => {
    const fault = underWay.getStore();
    const send = () => real.makeRequest(...asked);
    return fault ? onTheWire(fault.kind, ++fault.attempts === 1, send) : send();
  };
  return Object.assign(Object.create(real) as HttpClient, { makeRequest });
}

async function onTheWire(kind: Kind, isFirst: boolean, send: () => Promise<Response>): Promise<Response> {
  if (kind === 'throttled') return answer(429, 'rate_limit');
  if (kind === 'conflict') return answer(409, 'lock_timeout');
  const isSent = kind === 'doubled' || (kind === 'fails_after' && isFirst);
  const sent = isSent ? await send() : undefined;
  if (sent && kind === 'doubled' && !isFirst) return sent;
  // An answer that nobody reads keeps its connection.
  await sent?.toJSON();
  throw brokenConnection();
}

function answer(status: number, code: string): Response {
  const error = { type: 'invalid_request_error', code, message: `${code} (${injected})` };
  return {
    getStatusCode: () => status,
    getHeaders: () => ({ 'content-type': 'application/json', 'request-id': 'req_on_purpose' }),
    getRawResponse: () => undefined,
    toStream: () => {
      throw new Error('it is no stream');
    },
    toJSON: async () => ({ error }),
  } as unknown as Response;
}
