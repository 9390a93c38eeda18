import type { Fault, FaultPlan } from '../faults/fault-plan.ts';
import type { SimFault } from '../faults/sim-fault.ts';
import { type Environment, type Instance, newInstance, running } from './environment.ts';
import type { Partitions } from './partitions.ts';
import type { Random } from './random.ts';
import { delayOf } from './sim-gate.ts';
import type { Trace } from './trace.ts';

/** Who answers at a host: as the instance that lives there, whose death its callers notice. */
type Host = {
  name: string;
  /** Who takes a request, and how it answers. */
  taker(request: Request): { instance: Instance; answer(): Promise<Response> | Response };
  /** What may go wrong on the way there. */
  kinds(from: Instance): readonly SimFault[];
  /** How much oftener than elsewhere. */
  share(from: Instance): number;
};

export type Network = {
  hosts: Map<string, Host>;
  /** Takes the place of the process's fetch. */
  fetch: typeof fetch;
};

type Parts = {
  env: Environment;
  faults: FaultPlan;
  trace: Trace;
  partitions: Partitions;
  random: Random;
  /** Told of each answer: of whom, when it was asked, and what came of it. */
  onReply?: ((reply: { from: Instance; what: string; sentAt: number; status: number }) => void) | undefined;
};

const latencyMillisMax = 40;
export const wayFaults: readonly SimFault[] = [
  'fails_before',
  'fails_after',
  'fails_after',
  'doubled',
  'delayed',
  'delayed',
];

/** The ways between cars, customers, the market and Stripe: each call takes time there and back, if it comes through. */
export function newNetwork({ env, faults, trace, partitions, random, onReply }: Parts): Network {
  const hosts = new Map<string, Host>();
  const passes = (millis: number) => new Promise<void>((resolve) => env.after(millis, resolve));
  const latency = () => 1 + random.below(latencyMillisMax);

  async function send(from: Instance, host: Host, request: Request): Promise<Response> {
    const what = `${request.method} ${placeOf(request)}`;
    const sentAt = env.now();
    const fault = faults.at(`${roleOf(from)}>${host.name} ${what}`, host.kinds(from), host.share(from));
    await passes(latency());
    const refused = fault && (await goesWrong(fault, from, host, request));
    if (refused) return refused;
    if (partitions.isCut(from.name, host.name, env.now())) throw await unreachable();
    const response = await answered(host, request);
    trace.note(from.name, `${what} to ${host.name}: ${response.status}`);
    onReply?.({ from, what, sentAt, status: response.status });
    await passes(latency());
    if (fault?.kind === 'fails_after') throw new TypeError('fetch failed');
    return response;
  }

  async function unreachable(): Promise<TypeError> {
    await passes(latency());
    return new TypeError('fetch failed');
  }

  /** What happens on the way there; an answer, where it goes no further. */
  async function goesWrong(
    { kind, id, random: chance }: Fault,
    from: Instance,
    host: Host,
    request: Request,
  ): Promise<Response | undefined> {
    if (isSlow(kind)) await passes(delayOf(chance));
    trace.note(from.name, `${request.method} ${placeOf(request)} to ${host.name} ${kind} (${id})`);
    if (kind === 'fails_before') throw await unreachable();
    if (kind === 'partitioned') partitions.cut(from.name, host.name, env.now() + 4 * delayOf(chance));
    if (isTwice(kind)) again(host, request.clone(), chance);
    return refusal(kind);
  }

  /** At the same moment, or when what it wanted is long done. */
  function again(host: Host, copy: Request, chance: Random): void {
    env.after(
      chance.chance(0.5) ? 0 : delayOf(chance),
      () => void answered(host, copy).catch(() => undefined),
    );
  }

  /** What goes out is whole, but for streams; where who answers dies, the connection breaks. */
  function answered(host: Host, request: Request): Promise<Response> {
    const { instance, answer } = host.taker(request);
    return new Promise<Response>((resolve, reject) => {
      const broken = () => env.after(latency(), () => reject(new TypeError('fetch failed')));
      instance.atDeath.add(broken);
      const settled =
        <Value>(settle: (value: Value) => void) =>
        (value: Value) => {
          instance.atDeath.delete(broken);
          if (instance.alive) settle(value);
        };
      running
        .run(instance, async () => sent(await answer(), instance, request.signal))
        .then(settled(resolve), settled(reject));
    });
  }

  return {
    hosts,
    async fetch(input, init) {
      const asked = input instanceof Request ? input : new Request(input, init);
      const signal = init?.signal ?? asked.signal;
      signal.throwIfAborted();
      const from = running.getStore() ?? outside;
      const host = hosts.get(new URL(asked.url).host);
      if (!host) throw new TypeError(`fetch failed: there is no ${asked.url}`);
      return new Promise<Response>((resolve, reject) => {
        const aborted = () => reject(signal.reason);
        signal.addEventListener('abort', aborted, { once: true });
        const settled =
          <Value>(settle: (value: Value) => void) =>
          (value: Value) => {
            signal.removeEventListener('abort', aborted);
            if (from.alive) settle(value);
          };
        send(from, host, asked).then(settled(resolve), settled(reject));
      });
    },
  };
}

const outside = newInstance('outside');

/** `vehicle-1.2` is the second start of vehicle-1: what goes wrong is drawn by whose it is, not by which start. */
const roleOf = ({ name }: Instance) => name.split('.')[0] ?? name;

/** The path without its ids, so that the place has one name. */
const placeOf = ({ url }: Request) =>
  new URL(url).pathname
    .split('/')
    .map((word) => (/\d/.test(word) && word.length > 8 ? ':id' : word))
    .join('/');

/** A whole answer goes out as one; a stream as it is said, until it ends, or either side is gone. */
async function sent(response: Response, instance: Instance, signal: AbortSignal): Promise<Response> {
  const { status, headers, body } = response;
  if (!body) return response;
  const isStream = headers.get('content-type')?.startsWith('text/event-stream');
  return new Response(isStream ? breakable(body, instance, signal) : await response.arrayBuffer(), {
    status,
    headers,
  });
}

function breakable(body: ReadableStream<Uint8Array>, instance: Instance, signal: AbortSignal) {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>({
    start(controller) {
      let isOver = false;
      const end = (tell: () => void) => {
        if (isOver) return;
        isOver = true;
        instance.atDeath.delete(died);
        tell();
      };
      const died = () => end(() => controller.error(new TypeError('terminated')));
      const hungUp = () => {
        end(() => controller.error(signal.reason));
        void running.run(instance, () => reader.cancel()).catch(() => undefined);
      };
      instance.atDeath.add(died);
      signal.addEventListener('abort', hungUp, { once: true });
      const goOn = async () => {
        for (let said = await reader.read(); !said.done && !isOver; said = await reader.read())
          controller.enqueue(said.value);
        end(() => controller.close());
      };
      goOn().catch((error: unknown) => end(() => controller.error(error)));
    },
  });
}

const isSlow = (kind: SimFault) => kind === 'delayed' || kind === 'webhook_delayed';
const isTwice = (kind: SimFault) => kind === 'doubled' || kind === 'webhook_doubled';

/** What is answered on the way, by nobody who was meant. */
function refusal(kind: SimFault): Response | undefined {
  if (kind === 'webhook_dropped') return new Response(null, { status: 200 });
  if (kind === 'throttled')
    return Response.json({ error: { message: 'Busy.' } }, { status: 503, headers: { 'retry-after': '1' } });
  if (!kind.startsWith('stripe_')) return undefined;
  const status = Number(kind.slice('stripe_'.length));
  const error = {
    type: status === 500 ? 'api_error' : 'invalid_request_error',
    ...(status === 409 && { code: 'lock_timeout' }),
    ...(status === 429 && { code: 'rate_limit' }),
    message: 'Simulated.',
  };
  return Response.json({ error }, { status, headers: { 'request-id': 'req_simulated' } });
}
