import { readFile } from 'node:fs/promises';
import type { Benchmark } from '../shared/vehicle.ts';
import { enrolDevice, registerIfChanged, settleKeys, toldOf } from './device-enrolment.ts';
import type { DeviceKey } from './device-key.ts';
import { type Market, MarketRefusal } from './market.ts';
import type { AgentOptions } from './options.ts';

export const softwareVersion = '0.7.3';

type Parts = { device: DeviceKey; market: Market; models: readonly string[] };
type About = Pick<AgentOptions, 'hardwareClass' | 'region' | 'attestation'>;

/**
 * Binds this device to the owner who was given the code, and tells the market what it holds and how fast that is. One
 * that was enrolled before gets new keys. Throws the market's refusal of a code that is wrong, used or too old.
 */
export async function enrol(
  { device, market, models }: Parts,
  code: string,
  { hardwareClass, region, attestation, benchmarks }: About & { benchmarks?: Benchmark[] },
): Promise<void> {
  const signed = attestation === undefined ? undefined : (await readFile(attestation, 'utf8')).trim();
  await enrolDevice(
    { device, market },
    {
      code,
      hardwareClass,
      models: [...models],
      softwareVersion,
      ...(region && { region }),
      ...(signed && { attestation: signed }),
      ...(benchmarks && { benchmarks }),
    },
  );
  await device.noteRegistered(toldOf(device, { models, softwareVersion }));
}

/**
 * At a start: whether this device has an identity, or gets one by a code. Throws where it has none, and the market's
 * definite refusal; a market that is away for the moment does not keep a car from starting.
 */
export async function identify(parts: Parts, options: About & Pick<AgentOptions, 'code'>): Promise<boolean> {
  const { device, market } = parts;
  if (device.identity) {
    await unlessAway(settleKeys({ device, market }));
    return false;
  }
  if (options.code === undefined)
    throw new Error(
      'This vehicle is not enrolled yet. Its owner gets a code for it; then: parkade-agent enroll CODE.',
    );
  await enrol(parts, options.code, options);
  return true;
}

/** Other models or another version than the market was told of: it is told, with what they were measured to do. */
export const registerAnew = (
  { device, market, models }: Parts,
  measure: () => Promise<Benchmark[]>,
): Promise<void> => unlessAway(registerIfChanged({ device, market }, { models, softwareVersion }, measure));

async function unlessAway(told: Promise<void>): Promise<void> {
  try {
    await told;
  } catch (error) {
    if (error instanceof MarketRefusal) throw error;
  }
}
