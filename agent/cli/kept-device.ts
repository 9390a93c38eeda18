import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type LeaseOffer, leaseOffer } from '../../shared/contract/vehicle.ts';
import type { DeviceKey } from '../device-key.ts';
import { linesOf } from '../lines.ts';
import { isSystemError } from '../whole-file.ts';

/** The device's keys as they lie on disk; unlike a start of the agent, it makes none. */
export async function findDeviceKey(path: string, now: () => number): Promise<DeviceKey | undefined> {
  if (!existsSync(path)) return undefined;
  // Cryptography is not for every command to load.
  const { openDeviceKey } = await import('../device-key.ts');
  return openDeviceKey(path, now);
}

/** What was leased and not handed in, read beside an agent that may be at work there. */
export async function leasesIn(spoolFolder: string): Promise<LeaseOffer[]> {
  const leases: LeaseOffer[] = [];
  for (const name of await namesIn(spoolFolder)) {
    for await (const line of linesOf(join(spoolFolder, name))) {
      const lease = leaseOffer.safeParse(jsonOf(line));
      if (lease.success) leases.push(lease.data);
      break;
    }
  }
  return leases;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return [];
    throw error;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
