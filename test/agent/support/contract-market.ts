import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { importJWK, jwtVerify } from 'jose';
import { onTestFinished } from 'vitest';
import type { RequestBody } from '../../../agent/engines/engine.ts';
import { leaseKeySuite } from '../../../agent/lease-key.ts';
import { getModel } from '../../../shared/catalogue.ts';
import { receiptClaims, receiptType, resultLine } from '../../../shared/contract/task-files.ts';
import {
  type EnrolRequest,
  enrolRequest,
  type LeaseOffer,
  proofClaims,
  proofHeader,
  proofType,
  type WorkRequest,
  workRequest,
} from '../../../shared/contract/vehicle.ts';
import { type RestRequest, restRequest } from '../../../shared/contract/vehicle-rests.ts';
import { leaseKeyInfo, openResult, sealPayload } from '../../../shared/task-sealing.ts';

type Task = { model: string; bodies: RequestBody[]; leaseMillis?: number; resultMaxBytes?: number };
type Leased = Task & { taskId: string; key: Uint8Array<ArrayBuffer> };
type Trouble = { status: number; headers?: Record<string, string> };

/**
 * A market of one vehicle that speaks shared/contract/vehicle.ts over real HTTP and checks what it is sent: proofs,
 * rising numbers, upload versions. It leases the tasks it is given, and keeps what was handed in.
 */
export async function startContractMarket() {
  const market = {
    baseUrl: '',
    tasks: [] as Task[],
    /** Answers to give instead of the real one, first come first served. */
    troubles: [] as Trouble[],
    enrolment: undefined as EnrolRequest | undefined,
    workCalls: [] as WorkRequest[],
    rests: [] as RestRequest[],
    seqs: [] as number[],
    leased: new Map<string, Leased>(),
    uploads: new Map<string, Buffer>(),
    /** Milliseconds that the market's clock is ahead. */
    aheadMillis: 0,
    /** No request is answered: the connection is gone. `uploads`: those of results alone. */
    offline: false as boolean | 'uploads',
    afterWork: (_request: WorkRequest) => undefined as unknown,
    openHandIn,
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(400).end(JSON.stringify({ error: { code: 'test', message: String(error) } }));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  market.baseUrl = `${origin}/v1`;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    response.setHeader('date', new Date(Date.now() + market.aheadMillis).toUTCString());
    const [, kind, id = ''] = (request.url ?? '').split('/');
    if (isCut(kind)) return request.socket.destroy();
    if (kind === 'payload') return response.end(await payloadOf(id));
    if (kind === 'result') {
      const versionId = randomUUID();
      market.uploads.set(versionId, body);
      return response.writeHead(200, { 'x-amz-version-id': versionId }).end();
    }
    const reply = await replyTo(request, body, response);
    return response.setHeader('content-type', 'application/json').end(JSON.stringify(reply));
  }

  function replyTo(request: IncomingMessage, body: Buffer, response: ServerResponse) {
    if (request.url === '/v1/vehicle/enrolments') return enrol(body);
    if (request.url !== '/v1/vehicle/rests') return work(request, body, response);
    market.rests.push(restRequest.parse(JSON.parse(body.toString())));
    return { charter: { state: 'none', version: null } };
  }

  const isCut = (kind: string | undefined) =>
    market.offline === 'uploads' ? kind === 'result' : market.offline;

  function enrol(body: Buffer) {
    market.enrolment = enrolRequest.parse(JSON.parse(body.toString()));
    return { vehicleId: 'veh_1', ownerId: 'own_1' };
  }

  async function work(request: IncomingMessage, body: Buffer, response: ServerResponse) {
    const proof = String(request.headers[proofHeader]);
    const { payload } = await jwtVerify(proof, await signingKey(), { typ: proofType });
    const { htm, htu, iat, seq, bh } = proofClaims.parse(payload);
    market.seqs.push(seq);
    const trouble = market.troubles.shift();
    if (trouble) {
      response.statusCode = trouble.status;
      response.setHeaders(new Map(Object.entries(trouble.headers ?? {})));
      return { error: { code: 'trouble', message: 'as the test wants it' } };
    }
    const now = Date.now() + market.aheadMillis;
    if (Math.abs(now / 1_000 - iat) > 60) {
      response.statusCode = 401;
      return { error: { code: 'invalid_proof', message: 'The clocks are apart.' } };
    }
    const hash = createHash('sha256').update(body).digest('base64url');
    if (htm !== 'POST' || htu !== `${market.baseUrl}/vehicle/work` || bh !== hash)
      throw new Error('The proof is of another call.');
    const call = workRequest.parse(JSON.parse(body.toString()));
    market.workCalls.push(call);
    market.afterWork(call);
    return {
      serverNow: now,
      handIns: call.handIns.map(({ leaseToken, result }) => ({
        taskId: leaseToken,
        status: 'accepted',
        requests: result ? 1 : 0,
        code: null,
        message: null,
      })),
      leases: call.want ? await Promise.all(market.tasks.splice(0, call.want.tasks).map(lease)) : [],
      retryAfterSeconds: 7,
    };
  }

  async function lease(task: Task): Promise<LeaseOffer> {
    const taskId = `task_${market.leased.size + 1}`;
    const key = new Uint8Array(randomBytes(32));
    market.leased.set(taskId, { ...task, taskId, key });
    const sealing = await leaseKeySuite.DeserializePublicKey(decode(market.enrolment?.sealingKey ?? ''));
    const sealed = await leaseKeySuite.Seal(sealing, key, { info: leaseKeyInfo(taskId, 1) });
    return {
      leaseToken: taskId,
      taskId,
      fence: 1,
      endsAt: Date.now() + market.aheadMillis + (task.leaseMillis ?? 600_000),
      model: task.model,
      endpoint: getModel(task.model).endpoint,
      requests: task.bodies.length,
      finished: '',
      runningSeconds: 1,
      pay: { grossNanoUsd: 100, energyNanoUsd: 1, wearNanoUsd: 1, netNanoUsd: 98 },
      payloadUrl: `${origin}/payload/${taskId}`,
      resultUrl: `${origin}/result/${taskId}`,
      live: false,
      payload: null,
      smallResultMaxBytes: 0,
      resultMaxBytes: task.resultMaxBytes ?? 10_000_000,
      sealedKey: {
        encapsulated: Buffer.from(sealed.encapsulatedSecret).toString('base64url'),
        ciphertext: Buffer.from(sealed.ciphertext).toString('base64url'),
      },
    };
  }

  function leasedTask(taskId: string): Leased {
    const task = market.leased.get(taskId);
    if (!task) throw new Error(`No task ${taskId} was leased.`);
    return task;
  }

  function payloadOf(taskId: string) {
    const { bodies, key } = leasedTask(taskId);
    const lines = bodies.map((body, i) => `${JSON.stringify({ i, body })}\n`).join('');
    return sealPayload(key, new Uint8Array(randomBytes(12)), new TextEncoder().encode(lines), taskId);
  }

  const signingKey = () =>
    importJWK({ kty: 'OKP', crv: 'Ed25519', x: market.enrolment?.signingKey ?? '' }, 'EdDSA');

  /** Opens a hand-in as the market would: version, hash, seal, lines and the receipt's signature. */
  async function openHandIn({ leaseToken, result }: WorkRequest['handIns'][number]) {
    const uploaded = result && 'versionId' in result && market.uploads.get(result.versionId);
    if (!uploaded) return { taskId: leaseToken, lines: [], claims: undefined };
    if (createHash('sha256').update(uploaded).digest('hex') !== result.sha256)
      throw new Error('Another hash.');
    const { key } = leasedTask(leaseToken);
    const plain = await openResult(key, new Uint8Array(uploaded), { taskId: leaseToken, fence: 1 });
    const written = new TextDecoder().decode(plain).trimEnd().split('\n');
    const receipt = JSON.parse(written.pop() ?? '').receipt;
    const { payload, protectedHeader } = await jwtVerify(receipt, await signingKey(), { typ: receiptType });
    if (protectedHeader.kid !== 'veh_1') throw new Error('Another vehicle.');
    const claims = receiptClaims.parse(payload);
    const lines = written.map((line) => resultLine.parse(JSON.parse(line)));
    const hashed = createHash('sha256').update(written.map((line) => `${line}\n`).join(''));
    if (hashed.digest('base64url') !== claims.linesSha256) throw new Error('The receipt is of other lines.');
    return { taskId: leaseToken, lines, claims };
  }

  return market;
}

const decode = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));

export type ContractMarket = Awaited<ReturnType<typeof startContractMarket>>;
