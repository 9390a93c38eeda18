import { signProof } from '../../agent/proof.ts';
import { proofHeader } from '../../shared/contract/vehicle.ts';
import type { TestVehicle } from './test-vehicle.ts';

// biome-ignore lint/suspicious/noExplicitAny: whatever the API answers, looked into by tests
export type Answer = { status: number; headers: Headers; body: any };

const answerOf = async (reply: Response): Promise<Answer> => {
  const text = await reply.text();
  const isJson = reply.headers.get('content-type')?.includes('json') ?? false;
  return { status: reply.status, headers: reply.headers, body: isJson ? JSON.parse(text) : text };
};

/** Calls the market over HTTP with an owner's key. */
export const ownerOf =
  (url: string, key: string) =>
  async (method: string, path: string, body?: object, headers: Record<string, string> = {}) =>
    answerOf(
      await fetch(`${url}${path}`, {
        method,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
        ...(body && { body: JSON.stringify(body) }),
      }),
    );

/** A GET that the vehicle's device signs. */
export async function getAsVehicle(
  base: string,
  path: string,
  { vehicleId, device, market }: TestVehicle,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const url = `${base}${path}`;
  const signed = await signProof(
    {
      kid: vehicleId,
      method: 'GET',
      url,
      body: '',
      seq: await device.nextSeq(),
      run: device.run,
      challenge: undefined,
      signedAt: market.marketNow(),
    },
    device.signingKey,
  );
  return answerOf(await fetch(url, { headers: { [proofHeader]: signed, ...headers } }));
}
