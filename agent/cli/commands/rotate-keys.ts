import { dataDirOf } from '../command.ts';
import { findDeviceKey, leasesIn } from '../kept-device.ts';
import { optionsFor, vehicleOptions } from '../vehicle-options.ts';
import { exitCodes, Failure, tell, type World } from '../world.ts';

export const rotateKeysCommand = (world: World) =>
  vehicleOptions(world, 'rotate-keys', 'Make new keys; the market refuses the old ones from then on').action(
    async (given) => {
      const options = await optionsFor(world, given);
      const dir = dataDirOf(world, options.dataDir);
      const { openControl } = await import('../../control.ts');
      const { rotateKeys, settleKeys } = await import('../../device-enrolment.ts');
      const { createMarket } = await import('../../market.ts');
      // Its lock: an agent that runs would go on with keys that count no more.
      const control = await openControl(dir.socket);
      try {
        const device = await findDeviceKey(dir.device, world.now);
        if (!device?.identity)
          throw new Failure(
            exitCodes.failed,
            'This vehicle is not enrolled. First: parkade-agent enroll CODE',
          );
        const market = createMarket({ baseUrl: options.baseUrl, device, now: world.now, retries: 2 });
        await settleKeys({ device, market });
        await rotateKeys({ device, market, spool: { leases: () => leasesIn(dir.spool) } });
        tell(world, `${device.identity.vehicleId} has new keys; the old ones are refused from now on.`);
      } finally {
        await control.close();
      }
    },
  );
