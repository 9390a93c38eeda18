import ky, { HTTPError, type KyInstance, type KyResponse } from 'ky';
import { z } from 'zod';
import { type CharterInForce, charterInForce } from '../shared/contract/owner-charters.ts';
import { type JsonWebKeys, jsonWebKeys } from '../shared/contract/receipts.ts';
import {
  type EnrolReply,
  type EnrolRequest,
  enrolReply,
  type KeysRequest,
  type PieceReply,
  type PieceRequest,
  pieceReply,
  type RegistrationRequest,
  type WorkReply,
  type WorkRequest,
  workReply,
} from '../shared/contract/vehicle.ts';
import { type RestReply, type RestRequest, restReply } from '../shared/contract/vehicle-rests.ts';
import type { DeviceKey } from './device-key.ts';
import { createMarketClock } from './market-clock.ts';
import { type Signer, signedCalls } from './signed-calls.ts';
import type { SigningKey } from './signing-key.ts';

/** What a vehicle calls. Each call is tried again while the network or the market is at fault. */
export type Market = {
  enrol(request: EnrolRequest): Promise<EnrolReply>;
  /** Tells what this vehicle holds and how fast it is. */
  register(request: RegistrationRequest): Promise<void>;
  /** `by`: the key that signs, if not the device's own. */
  changeKeys(request: KeysRequest, by?: SigningKey): Promise<void>;
  /** `cut` ends the wait for the reply: what it would have leased goes to another. */
  work(request: WorkRequest, cut?: AbortSignal): Promise<WorkReply>;
  sendPiece(request: PieceRequest): Promise<PieceReply>;
  /** Tells that nothing is asked for now, and why. Tried once: nothing depends on it. */
  rest(request: RestRequest): Promise<RestReply>;
  /** The charter in force for this vehicle, and the keys by which its consent is checked. */
  getCharter(): Promise<CharterInForce>;
  getKeys(): Promise<JsonWebKeys>;
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
  /** Milliseconds of a clock that nobody sets, so that leases last as long as they do; `now` if left out. */
  elapsed?: () => number;
  retries?: number;
  /** The longest pause between two tries. */
  retryMillisMax?: number;
  /** Hears of what each try sent and got: its bodies, and about a kilobyte around them. */
  onBytes?: (bytes: number) => void;
};

const tryMillis = 30_000;
/** No call for work waits longer for it. */
const restMillis = 10_000;
const errorReply = z.object({
  error: z.object({ code: z.string().nullish(), message: z.string().optional() }),
});

/** A client of the market at `baseUrl`. */
export function createMarket(options: MarketOptions): Market {
  const { device } = options;
  const client = retryingClient(options);
  const clock = createMarketClock(options.now, options.elapsed ?? options.now);
  const { get, post } = signedCalls({ baseUrl: options.baseUrl, device, clock }, client);

  return {
    marketNow: clock.now,
    enrol: (request) =>
      refusing('Enrolment', async () => {
        const kid = request.signingKey;
        const { signingKey: key } = device.next?.signingPublicKey === kid ? device.next : device;
        return enrolReply.parse(await post('/vehicle/enrolments', request, { kid, key }));
      }),
    register: (request) =>
      refusing('Registering', async () => {
        await post('/vehicle/registration', request, signerOf(device));
      }),
    changeKeys: (request, by = device.signingKey) =>
      refusing('Changing keys', async () => {
        await post('/vehicle/keys', request, { ...signerOf(device), key: by });
      }),
    work: (request, cut) =>
      refusing('Asking for work', async () => {
        const reply = workReply.parse(await post('/vehicle/work', request, signerOf(device), cut));
        clock.heed(reply.serverNow);
        return reply;
      }),
    sendPiece: (request) =>
      refusing('Sending a piece', async () =>
        pieceReply.parse(await post('/vehicle/pieces', request, signerOf(device))),
      ),
    rest: (request) =>
      refusing('Telling why it rests', async () => {
        const soon = AbortSignal.timeout(restMillis);
        return restReply.parse(await post('/vehicle/rests', request, signerOf(device), soon));
      }),
    getCharter: () =>
      refusing('Fetching the charter', async () =>
        charterInForce.parse(await get('/vehicle/charter', signerOf(device))),
      ),
    getKeys: () =>
      refusing("Fetching the market's keys", async () =>
        jsonWebKeys.parse(await client.get(new URL('/.well-known/jwks.json', options.baseUrl)).json()),
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

function signerOf({ identity, signingKey }: DeviceKey): Signer {
  if (!identity) throw new Error('This vehicle is not enrolled: start it with a code.');
  return { kid: identity.vehicleId, key: signingKey };
}

/** Headers both ways, and their share of a connection. */
const overheadBytes = 1_000;

const retryingClient = ({ retries = 5, retryMillisMax = 20_000, onBytes }: MarketOptions): KyInstance =>
  ky.create({
    timeout: tryMillis,
    hooks: {
      afterResponse: [
        (_request, { body }, { headers }) =>
          onBytes?.(overheadBytes + lengthOf(body) + Number(headers.get('content-length') ?? 0)),
      ],
    },
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

function lengthOf(body: unknown): number {
  if (typeof body === 'string') return Buffer.byteLength(body);
  return body instanceof Uint8Array ? body.byteLength : 0;
}

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
