import { HTTPError, type KyInstance } from 'ky';
import { challengeHeader, proofHeader } from '../shared/contract/vehicle.ts';
import type { DeviceKey } from './device-key.ts';
import { signProof } from './proof.ts';
import type { SigningKey } from './signing-key.ts';

/** `kid`: whose key it is. */
export type Signer = { kid: string; key: SigningKey };

type SigningOptions = { baseUrl: string; device: DeviceKey; now: () => number };

/** A clock that is off by more would have its proofs refused: the market allows 60 s. */
const tolerableSkewMillis = 20_000;
/** A refused call is signed anew with what the refusal told, so often: the market's time, and its challenge. */
const lessonsMax = 2;

/**
 * Calls that the device signs. The skew between the two clocks is learnt from each reply; a proof that was refused
 * because this clock is wrong is signed again by the market's, and one that was asked whether its program lives says so.
 */
export function signedPosts(options: SigningOptions, client: KyInstance) {
  const { device, now } = options;
  const baseUrl = options.baseUrl.replace(/\/$/, '');
  let skewMillis = 0;
  let challenge: string | undefined;

  /** Signs a request anew on each try: a proof's number must never be seen twice. */
  async function signed(request: Request, body: string, { kid, key }: Signer) {
    const { method, url } = request;
    const { run } = device;
    const seq = await device.nextSeq();
    const proof = { kid, method, url, body, seq, run, challenge, signedAt: now() + skewMillis };
    request.headers.set(proofHeader, await signProof(proof, key));
  }

  /** Whether the reply's clock showed that ours was wrong; ours is right from then on. */
  function learnSkew({ headers }: Response): boolean {
    const date = Date.parse(headers.get('date') ?? '');
    const off = date - now() - skewMillis;
    // A Date header has whole seconds; within the tolerance a finer time stands.
    if (Number.isNaN(off) || Math.abs(off) <= tolerableSkewMillis) return false;
    skewMillis += off;
    return true;
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
    return learnChallenge(error.response) || learnSkew(error.response);
  }

  return {
    marketNow: () => now() + skewMillis,

    /** The market's clock, as a reply told it. */
    heedClock: (serverNow: number) => {
      skewMillis = serverNow - now();
    },

    /** The reply's JSON. `cut` ends the wait for it. */
    async post(path: string, json: unknown, signer: Signer, cut?: AbortSignal): Promise<unknown> {
      const body = JSON.stringify(json);
      const send = () =>
        client.post(`${baseUrl}${path}`, {
          body,
          ...(cut && { signal: cut }),
          headers: { 'content-type': 'application/json' },
          // ky runs it before each try.
          hooks: { beforeRequest: [(request) => signed(request, body, signer)] },
        });
      for (let lessons = 0; ; lessons++)
        try {
          return await send().json();
        } catch (error) {
          if (lessons === lessonsMax || !learns(error)) throw error;
        }
    },
  };
}
