import ky, { HTTPError, type KyInstance, type KyResponse } from 'ky';
import { z } from 'zod';
import {
  type EnrolReply,
  type EnrolRequest,
  enrolReply,
  type PieceReply,
  type PieceRequest,
  pieceReply,
  proofHeader,
  type WorkReply,
  type WorkRequest,
  workReply,
} from '../shared/contract/vehicle.ts';
import type { DeviceKey } from './device-key.ts';
import { signProof } from './proof.ts';

/** What a vehicle calls. Each call is tried again while the network or the market is at fault. */
export type Market = {
  enrol(request: EnrolRequest): Promise<EnrolReply>;
  /** `cut` ends the wait for the reply: what it would have leased goes to another. */
  work(request: WorkRequest, cut?: AbortSignal): Promise<WorkReply>;
  sendPiece(request: PieceRequest): Promise<PieceReply>;
  getPayload(payloadUrl: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Uploads a sealed result and answers with the version that was stored. */
  putResult(resultUrl: string, sealed: Uint8Array<ArrayBuffer>): Promise<string>;
  /** Milliseconds since the epoch by the market's clock, which alone decides. */
  marketNow(): number;
};

/** The market's definite "no" (a 4xx): asking again would not help. */
export class MarketRefusal extends Error {
  override readonly name = 'MarketRefusal';
  readonly status: number;
  readonly code: string | null;

  constructor(
    call: string,
    status: number,
    error: { code?: string | null | undefined; message?: string | undefined },
  ) {
    super(`${call}: ${error.message ?? `the market answered ${status}`}`);
    this.status = status;
    this.code = error.code ?? null;
  }
}

type MarketOptions = {
  /** Ends in /v1. */
  baseUrl: string;
  device: DeviceKey;
  now: () => number;
  retries?: number;
  /** The longest pause between two tries. */
  retryMillisMax?: number;
};

const tryMillis = 30_000;
/** A clock that is off by more would have its proofs refused: the market allows 60 s. */
const tolerableSkewMillis = 20_000;
const errorReply = z.object({
  error: z.object({ code: z.string().nullish(), message: z.string().optional() }),
});

/**
 * A client of the market at `baseUrl`. The skew between the two clocks is learnt from each reply; a proof that was
 * refused because this clock is wrong is signed again by the market's.
 */
export function createMarket(options: MarketOptions): Market {
  const { device, now } = options;
  const baseUrl = options.baseUrl.replace(/\/$/, '');
  const client = retryingClient(options);
  let skewMillis = 0;

  /** Signs a request anew on each try: a proof's number must never be seen twice. */
  async function signed(request: Request, body: string, vehicleId: string) {
    const proof = await signProof(
      {
        vehicleId,
        method: request.method,
        url: request.url,
        body,
        seq: await device.nextSeq(),
        signedAt: now() + skewMillis,
      },
      device.signingKey,
    );
    request.headers.set(proofHeader, proof);
  }

  /** Whether the reply's clock showed that ours was wrong; ours is right from then on. */
  function learnSkew(response: Response): boolean {
    const date = Date.parse(response.headers.get('date') ?? '');
    const off = date - now() - skewMillis;
    // A Date header has whole seconds; within the tolerance the finer `serverNow` stands.
    if (Number.isNaN(off) || Math.abs(off) <= tolerableSkewMillis) return false;
    skewMillis += off;
    return true;
  }

  function post(path: string, json: unknown, vehicleId?: string, cut?: AbortSignal) {
    const body = JSON.stringify(json);
    return client.post(`${baseUrl}${path}`, {
      body,
      ...(cut && { signal: cut }),
      headers: { 'content-type': 'application/json' },
      // ky runs it before each try.
      hooks: { beforeRequest: vehicleId ? [(request) => signed(request, body, vehicleId)] : [] },
      retry: {
        shouldRetry: ({ error }) =>
          error instanceof HTTPError && error.response.status === 401 && learnSkew(error.response)
            ? true
            : undefined,
      },
    });
  }

  return {
    marketNow: () => now() + skewMillis,
    enrol: (request) =>
      refusing('Enrolment', async () => enrolReply.parse(await post('/vehicle/enrolments', request).json())),
    work: (request, cut) =>
      refusing('Asking for work', async () => {
        const reply = workReply.parse(await post('/vehicle/work', request, enrolledId(device), cut).json());
        skewMillis = reply.serverNow - now();
        return reply;
      }),
    sendPiece: (request) =>
      refusing('Sending a piece', async () =>
        pieceReply.parse(await post('/vehicle/pieces', request, enrolledId(device)).json()),
      ),
    getPayload: (url) =>
      refusing('Fetching a payload', async () => new Uint8Array(await client.get(url).arrayBuffer())),
    putResult: (url, sealed) =>
      refusing('Uploading a result', async () => {
        const headers = { 'content-type': 'application/octet-stream' };
        return versionOf(await client.put(url, { body: sealed, headers }));
      }),
  };
}

function enrolledId({ identity }: DeviceKey): string {
  if (!identity) throw new Error('This vehicle is not enrolled: start it with a code.');
  return identity.vehicleId;
}

const retryingClient = ({ retries = 5, retryMillisMax = 20_000 }: MarketOptions): KyInstance =>
  ky.create({
    timeout: tryMillis,
    retry: {
      limit: retries,
      methods: ['get', 'post', 'put'],
      statusCodes: [408, 429, 500, 502, 503, 504],
      afterStatusCodes: [429, 503],
      maxRetryAfter: 300_000,
      backoffLimit: retryMillisMax,
      jitter: true,
      retryOnTimeout: true,
    },
  });

function versionOf(response: KyResponse): string {
  const versionId = response.headers.get('x-amz-version-id');
  if (versionId === null)
    throw new Error('The upload was answered without x-amz-version-id: is the bucket versioned?');
  return versionId;
}

/** Turns a 4xx into a MarketRefusal; leaves faults as they are. */
async function refusing<Reply>(call: string, ask: () => Promise<Reply>): Promise<Reply> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof HTTPError) || error.response.status >= 500 || error.response.status === 429)
      throw error;
    const parsed = errorReply.safeParse(await error.response.json().catch(() => undefined));
    throw new MarketRefusal(call, error.response.status, parsed.success ? parsed.data.error : {});
  }
}
