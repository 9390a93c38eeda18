import type { DataDir } from '../../data-dir.ts';
import { readJournal } from '../../journal.ts';
import { readMeters } from '../../meters.ts';
import { openOwnerWord } from '../../owner-word.ts';
import { readSettings } from '../../settings.ts';
import { findText, writeWhole } from '../../whole-file.ts';
import { dataDirOf, newCommand } from '../command.ts';
import { findDeviceKey, leasesIn } from '../kept-device.ts';
import { tell, type World } from '../world.ts';

export const exportCommand = (world: World) =>
  newCommand(world, 'export', 'Everything that the car keeps about itself, as one JSON document')
    .option('--out <file>', 'where to; standard output if left out')
    .action(async (options) => {
      const dir = dataDirOf(world, options.dataDir);
      const text = `${JSON.stringify(await everything(dir, world), null, 2)}\n`;
      if (options.out === undefined) {
        world.stdout.write(text);
        return;
      }
      await writeWhole(options.out, text);
      tell(world, `Written to ${options.out}, for you alone to read.`);
    });

/** All but private keys and the sealed results of customers' requests, which nobody here can open. */
async function everything(dir: DataDir, { now }: World) {
  const charter = await findText(dir.charter);
  const { pausedUntil, finishThenStop } = await openOwnerWord(dir.word);
  const leases = await leasesIn(dir.spool);
  const device = await findDeviceKey(dir.device, now);
  return {
    exportedAt: new Date(now()).toISOString(),
    dataDir: dir.root,
    identity: device?.identity ?? null,
    publicKeys: device ? { signing: device.signingPublicKey, sealing: device.sealingPublicKey } : null,
    settings: await readSettings(dir.settings),
    word: { pausedUntil, finishThenStop },
    charter: charter === undefined ? null : JSON.parse(charter),
    meters: await readMeters(dir.meters),
    notHandedIn: leases.map(({ taskId, model, requests, endsAt }) => ({ taskId, model, requests, endsAt })),
    journal: await Array.fromAsync(readJournal(dir.journal)),
  };
}
