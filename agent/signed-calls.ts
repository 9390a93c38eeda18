import { HTTPError, type KyInstance, type ResponsePromise } from 'ky';
import { challengeHeader, proofHeader } from '../shared/contract/vehicle.ts';
import type { DeviceKey } from './device-key.ts';
import type { MarketClock } from './market-clock.ts';
import { signProof } from './proof.ts';
import type { SigningKey } from './signing-key.ts';

/** `kid`: whose key it is. */
export type Signer = { kid: string; key: SigningKey };

type SigningOptions = { baseUrl: string; device: DeviceKey; clock: MarketClock };

/** A refused call is signed anew with what the refusal told, so often: the market's time, and its challenge. */
const lessonsMax = 2;

/**
 * Calls that the device signs, by the market's clock. A proof that was refused because it was wrong is signed again by
 * what the refusal tells, and one that was asked whether its program lives says so.
 */
export function signedCalls(options: SigningOptions, client: KyInstance) {
  const { device, clock } = options;
  const baseUrl = options.baseUrl.replace(/\/$/, '');
  let challenge: string | undefined;
  let last: Promise<unknown> = Promise.resolve();

  /** Signs a request anew on each try: a proof's number must never be seen twice. */
  async function signed(request: Request, body: string, { kid, key }: Signer) {
    const { method, url } = request;
    const { run } = device;
    const seq = await device.nextSeq();
    const proof = { kid, method, url, body, seq, run, challenge, signedAt: clock.now() };
    request.headers.set(proofHeader, await signProof(proof, key));
  }

  /** Whether the reply asked whether this program lives: the next proof says that it does. */
  function learnChallenge({ headers }: Response): boolean {
    const asked = headers.get(challengeHeader) ?? challenge;
    if (asked === challenge) return false;
    challenge = asked;
    return true;
  }

  function learns(error: unknown): boolean {
    if (!(error instanceof HTTPError) || error.response.status !== 401) return false;
    return learnChallenge(error.response) || clock.learn(error.response.headers.get('date'));
  }

  /** One after the other: the market takes a number only if it is above all before it. */
  function inTurn(send: () => ResponsePromise): Promise<unknown> {
    const reply = last.then(() => taught(send));
    last = reply.catch(() => undefined);
    return reply;
  }

  async function taught(send: () => ResponsePromise): Promise<unknown> {
    for (let lessons = 0; ; lessons++)
      try {
        return await send().json();
      } catch (error) {
        if (lessons === lessonsMax || !learns(error)) throw error;
      }
  }

  return {
    /** The reply's JSON. `cut` ends the wait for it. */
    post(path: string, json: unknown, signer: Signer, cut?: AbortSignal): Promise<unknown> {
      const body = JSON.stringify(json);
      return inTurn(() =>
        client.post(`${baseUrl}${path}`, {
          body,
          ...(cut && { signal: cut }),
          headers: { 'content-type': 'application/json' },
          // ky runs it before each try.
          hooks: { beforeRequest: [(request) => signed(request, body, signer)] },
        }),
      );
    },

    get(path: string, signer: Signer): Promise<unknown> {
      const hooks = { beforeRequest: [(request: Request) => signed(request, '', signer)] };
      return inTurn(() => client.get(`${baseUrl}${path}`, { hooks }));
    },
  };
}
