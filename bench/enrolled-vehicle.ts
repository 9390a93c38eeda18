import { join } from 'node:path';
import type { z } from 'zod';
import { type DeviceKey, openDeviceKey } from '../agent/device-key.ts';
import { createMarket, type Market } from '../agent/market.ts';
import { call } from '../local/demo/api.ts';
import type { enrolmentCodeReply } from '../shared/contract/owner.ts';

type Enrolling = { url: string; ownerKey: string; folder: string; models: readonly string[] };

/** A vehicle's keys in `folder`, enrolled with a code of its owner at the market at `url`, and its line to it. */
export async function enrolledVehicle({
  url,
  ownerKey,
  folder,
  models,
}: Enrolling): Promise<{ device: DeviceKey; market: Market }> {
  const device = await openDeviceKey(join(folder, 'device.json'), Date.now);
  const market = createMarket({ baseUrl: `${url}/v1`, device, now: Date.now });
  const { code } = await call<z.infer<typeof enrolmentCodeReply>>(`${url}/v1/owner/enrolment_codes`, {
    key: ownerKey,
    body: {},
  });
  const keys = { signingKey: device.signingPublicKey, sealingKey: device.sealingPublicKey };
  const about = { hardwareClass: 'AI4', softwareVersion: 'bench' } as const;
  await device.enrolled(await market.enrol({ code, ...keys, ...about, models: [...models] }));
  return { device, market };
}
