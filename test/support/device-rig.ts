import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { enrolDevice } from '../../agent/device-enrolment.ts';
import { type DeviceKeys, openDeviceKey } from '../../agent/device-key.ts';
import { createMarket } from '../../agent/market.ts';
import { signProof } from '../../agent/proof.ts';
import { proofHeader } from '../../shared/contract/vehicle.ts';
import type { Market } from './market-rig.ts';

// biome-ignore lint/suspicious/noExplicitAny: replies of all routes, looked into by tests
export type Answer = { status: number; code: string | undefined; json: any };

/** One HTTP request as it goes over the wire, so that it can be sent again. */
export type Captured = { url: string; init: RequestInit };

export async function deliver({ url, init }: Captured): Promise<Answer> {
  const reply = await fetch(url, init);
  const json = await reply.json();
  return { status: reply.status, code: json.error?.code, json };
}

/** A call by an owner's or finance's key. */
export const ask = (
  market: Market,
  key: string | undefined,
  path: string,
  { method, body }: { method?: string; body?: object } = {},
): Promise<Answer> =>
  deliver({
    url: `${market.cloud.url}/v1${path}`,
    init: {
      method: method ?? (body ? 'POST' : 'GET'),
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    },
  });

export const ownerKey = (market: Market, no: 0 | 1 = 0) => market.owners[no]?.apiKey;

/** A code of one of the two owners, for a new vehicle or for one that they have. */
export async function newCode(market: Market, no: 0 | 1 = 0, vehicleId?: string): Promise<string> {
  const body = vehicleId === undefined ? {} : { vehicle_id: vehicleId };
  return (await ask(market, ownerKey(market, no), '/owner/enrolment_codes', { method: 'POST', body })).json
    .code;
}

const newFolder = () => mkdtempSync(join(tmpdir(), 'parkade-device-'));

/** A copy of all that a vehicle has on its disk. */
export function copyOf(folder: string): string {
  const copy = newFolder();
  cpSync(folder, copy, { recursive: true });
  return copy;
}

export type Device = Awaited<ReturnType<typeof startDevice>>;

/** An agent's program at its start, with the parts that sign; it does nothing by itself. */
export async function startDevice(market: Market, folder = newFolder()) {
  const { now } = market;
  const device = await openDeviceKey(join(folder, 'device.json'), now);
  const baseUrl = `${market.cloud.url}/v1`;
  const wire = createMarket({ baseUrl, device, now, retries: 1, retryMillisMax: 5 });
  const about = { hardwareClass: 'AI4', models: ['parkade-embed-1'], softwareVersion: '1.0.0' } as const;

  /** Signs a request and sends nothing. */
  async function sign(
    path: string,
    json: unknown,
    { by = device, kid = device.identity?.vehicleId ?? '', aheadMillis = 0, seq }: Signing = {},
  ): Promise<Captured> {
    const url = `${baseUrl}${path}`;
    const body = JSON.stringify(json);
    const proof = await signProof(
      {
        kid,
        method: 'POST',
        url,
        body,
        seq: seq ?? (await device.nextSeq()),
        run: device.run,
        challenge: undefined,
        signedAt: now() + aheadMillis,
      },
      by.signingKey,
    );
    const headers = { 'content-type': 'application/json', [proofHeader]: proof };
    return { url, init: { method: 'POST', body, headers } };
  }

  return {
    folder,
    device,
    wire,
    sign,
    about,
    send: async (path: string, json: unknown, signing: Signing = {}) =>
      deliver(await sign(path, json, signing)),

    /** As the agent does: by a code, with new keys where it was enrolled before. */
    enrol: (code: string, changes: object = {}) =>
      enrolDevice({ device, market: wire }, { code, ...about, models: [...about.models], ...changes }),

    /** The bare call, with whatever body. */
    tryCode: async (code: string, changes: object = {}): Promise<Answer> =>
      deliver(
        await sign(
          '/vehicle/enrolments',
          {
            code,
            ...about,
            signingKey: device.signingPublicKey,
            sealingKey: device.sealingPublicKey,
            ...changes,
          },
          { kid: device.signingPublicKey },
        ),
      ),
  };
}

type Signing = { by?: Pick<DeviceKeys, 'signingKey'>; kid?: string; aheadMillis?: number; seq?: number };

/** A call that leases nothing and hands nothing in. */
export const idleCall = { handIns: [], want: null };

/** One that is its owner's already. */
export async function enrolledDevice(market: Market): Promise<Device> {
  const car = await startDevice(market);
  await car.enrol(await newCode(market));
  return car;
}
