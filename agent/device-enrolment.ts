import type { EnrolRequest, KeysRequest } from '../shared/contract/vehicle.ts';
import { possessionType } from '../shared/contract/vehicle.ts';
import type { Benchmark } from '../shared/vehicle.ts';
import type { DeviceKey, NextKeys } from './device-key.ts';
import { type Market, MarketRefusal } from './market.ts';
import { signCompact } from './signing-key.ts';
import type { Spool } from './spool.ts';

type Parts = { device: DeviceKey; market: Market };
type About = Omit<EnrolRequest, 'signingKey' | 'sealingKey'>;

/**
 * Binds this device to the owner who was given the code. One that was enrolled before gets new keys, which are on disk
 * before the market hears of them: an answer that was lost is asked for again with the same code. Throws the market's
 * refusal, and then leaves the device as it was.
 */
export async function enrolDevice({ device, market }: Parts, about: About): Promise<void> {
  if (!device.identity) return device.enrolled(await market.enrol({ ...about, ...publicKeysOf(device) }));
  const next = await device.prepareNext('enrolment');
  try {
    await device.useNext(await market.enrol({ ...about, ...publicKeysOf(next) }));
  } catch (error) {
    if (error instanceof MarketRefusal) await device.dropNext();
    throw error;
  }
}

/**
 * Replaces the device's keys. What is leased is sealed to the old ones and its receipts are signed by them, so it is
 * to be handed in before. Throws the market's refusal: then the old keys stay.
 */
export async function rotateKeys({
  device,
  market,
  spool,
}: Parts & { spool: Pick<Spool, 'leases'> }): Promise<void> {
  const leased = (await spool.leases()).filter(({ endsAt }) => endsAt > market.marketNow());
  if (leased.length > 0)
    throw new Error(
      `${leased.length} tasks are not handed in yet. Let the agent run until they are, then change the keys.`,
    );
  await changeTo(await device.prepareNext('rotation'), { device, market });
}

/**
 * At each start, before anything else is asked of the market: finds out whether keys count that an earlier process
 * made and did not live to use. A rotation that the market never heard of is made good: what was sent may still come.
 */
export async function settleKeys({ device, market }: Parts): Promise<void> {
  const { next } = device;
  if (!next || !device.identity) return;
  try {
    await market.changeKeys(await keysRequest(device, next), next.signingKey);
    await device.useNext();
  } catch (error) {
    if (!(error instanceof MarketRefusal) || error.code !== 'invalid_proof') throw error;
    // Those of an enrolment are kept, for the same code once more.
    if (next.purpose === 'rotation') await changeTo(next, { device, market });
  }
}

async function changeTo(next: NextKeys, { device, market }: Parts): Promise<void> {
  await market.changeKeys(await keysRequest(device, next));
  await device.useNext();
}

const publicKeysOf = (keys: Pick<DeviceKey, 'signingPublicKey' | 'sealingPublicKey'>) => ({
  signingKey: keys.signingPublicKey,
  sealingKey: keys.sealingPublicKey,
});

async function keysRequest({ identity }: DeviceKey, next: NextKeys): Promise<KeysRequest> {
  const { vehicleId = '' } = identity ?? {};
  const keys = publicKeysOf(next);
  const possession = { typ: possessionType, kid: vehicleId };
  return {
    ...keys,
    possession: await signCompact({ vehicleId, ...keys }, possession, next.signingKey),
  };
}

type Held = { models: readonly string[]; softwareVersion: string };

/** Tells the market what this vehicle holds and how fast it is, where that is not what it was last told. */
export async function registerIfChanged(
  { device, market }: Parts,
  held: Held,
  measure: () => Promise<Benchmark[]>,
): Promise<void> {
  const told = toldOf(device, held);
  if (device.registered === told) return;
  await market.register({ ...held, models: [...held.models], benchmarks: await measure() });
  await device.noteRegistered(told);
}

/** What `registerIfChanged` compares: to be noted after an enrolment too, which registers as well. */
export const toldOf = ({ identity }: DeviceKey, { models, softwareVersion }: Held): string =>
  JSON.stringify({ vehicleId: identity?.vehicleId, softwareVersion, models });
