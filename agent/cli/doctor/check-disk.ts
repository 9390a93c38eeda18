import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import type { DataDir } from '../../data-dir.ts';
import { findDeviceKey } from '../kept-device.ts';
import { type CheckFinding, checked, fine, odd, wrong } from './finding.ts';

const leastBytes = 50_000_000;
const littleBytes = 500_000_000;
const megabytes = (bytes: number) => `${Math.round(bytes / 1e6).toLocaleString('en-US')} MB`;

/** Whether the data folder can be written to, and has room. */
export const checkDisk = (dir: DataDir): Promise<CheckFinding[]> =>
  checked(
    'disk',
    `Make ${dir.root} a folder that this user may write to, or name another with --data-dir.`,
    async () => {
      await access(dir.root, constants.R_OK | constants.W_OK | constants.X_OK);
      const { bavail, bsize } = await statfs(dir.root);
      const free = bavail * bsize;
      const text = `${megabytes(free)} free at ${dir.root}`;
      const todo = 'Make room: results that are not handed in yet, and the log, need it.';
      if (free < leastBytes) return [wrong('disk', text, todo)];
      return [free < littleBytes ? odd('disk', text, todo) : fine('disk', text)];
    },
  );

/** Whether there are keys, for this user alone, that a market knows. */
export const checkKey = (dir: DataDir, now: () => number): Promise<CheckFinding[]> =>
  checked('key', 'Restore the file, or move it away and enrol again with a new code.', async () => {
    const device = await findDeviceKey(dir.device, now);
    const enroll = "Get a code from the owner's page, then: parkade-agent enroll CODE";
    if (!device) return [wrong('key', `There is no key at ${dir.device}.`, enroll)];
    const mode = (await stat(dir.device)).mode & 0o777;
    if ((mode & 0o077) !== 0) {
      const text = `Others than you may read or change ${dir.device} (mode ${mode.toString(8)}).`;
      return [
        wrong(
          'key',
          text,
          `chmod 600 ${dir.device}; if others use this computer, enrol again with a new code.`,
        ),
      ];
    }
    if (!device.identity) return [wrong('key', `The key at ${dir.device} is not enrolled.`, enroll)];
    return [fine('key', `${device.identity.vehicleId}, ${dir.device}, for you alone`)];
  });
