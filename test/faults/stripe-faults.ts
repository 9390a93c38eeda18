import { AsyncLocalStorage } from 'node:async_hooks';
import Stripe from 'stripe';
import { brokenConnection, type FaultPlan, injected } from './fault-plan.ts';
import { never } from './crash/processes.ts';
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
        const kind = plan.next('stripe', [...words, name].join('.'));
        return underWay.run(kind && { kind, attempts: 0 }, () => Reflect.apply(value, target, given));
      };
    },
  });
}

function failingTransport(real: HttpClient): HttpClient {
  const makeRequest = async (...asked: Parameters<HttpClient['makeRequest']>): Promise<Response> => {
    const fault = underWay.getStore();
    if (!fault) return real.makeRequest(...asked);
    const isFirst = ++fault.attempts === 1;
    const send = () => real.makeRequest(...asked);
    switch (fault.kind) {
      case 'fails_before':
        throw brokenConnection();
      case 'fails_after':
        if (isFirst) await (await send()).toJSON();
        throw brokenConnection();
      case 'doubled': {
        const sent = await send();
        if (!isFirst) return sent;
        await sent.toJSON();
        throw brokenConnection();
      }
      case 'throttled_once':
        return isFirst ? answer(429, 'rate_limit') : send();
      case 'throttled':
        return answer(429, 'rate_limit');
      case 'conflict':
        return answer(409, 'lock_timeout');
    }
  };
  return Object.assign(Object.create(real) as HttpClient, { makeRequest });
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
