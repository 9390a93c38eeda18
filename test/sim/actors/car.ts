import type { DeviceFile } from '../../../agent/device-file.ts';
import { type DeviceKey, deviceKeyIn } from '../../../agent/device-key.ts';
import { createMarket, type Market } from '../../../agent/market.ts';
import { marketUrl } from '../world/settings.ts';
import type { Disk } from './memory-spool.ts';

/** A car and all that it keeps while its program is not running. */
export type Car = {
  name: string;
  ownerNo: number;
  vehicleId: string;
  models: readonly string[];
  /** The file of its keys, as text: what is read is what was stored last. */
  deviceFile: { text: string };
  disk: Disk;
};

/** The keys of a car, opened by its program. A dead program stores nothing. */
export const deviceOf = (
  car: Pick<Car, 'deviceFile'>,
  now: () => number,
  isAlive = () => true,
): Promise<DeviceKey> =>
  deviceKeyIn(
    {
      read: async () => JSON.parse(car.deviceFile.text) as DeviceFile,
      async store(device) {
        if (isAlive()) car.deviceFile.text = JSON.stringify(device);
      },
    },
    now,
  );

/** `elapsed` is a clock that nobody sets; the car's own may be off. */
export const marketOf = (device: DeviceKey, now: () => number, elapsed: () => number): Market =>
  createMarket({ baseUrl: `${marketUrl}/v1`, device, now, elapsed, retries: 2, retryMillisMax: 3_000 });
