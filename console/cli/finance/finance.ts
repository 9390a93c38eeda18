import { Command } from '@commander-js/extra-typings';
import { exitCodeHelp } from '../exit-codes.ts';
import type { World } from '../world.ts';
import { drill, earned, payout, requests, trace } from './commands/drills.ts';
import { exceptions } from './commands/exceptions.ts';
import { exportJournal } from './commands/export-journal.ts';
import { audit, people } from './commands/people.ts';
import { close } from './commands/periods.ts';
import { importBank, reconcile } from './commands/reconcile.ts';
import { fees, margin, payouts, rollForward, statement, trialBalance } from './commands/reports.ts';
import { payoutRun } from './commands/runs.ts';
import { showProof } from './commands/show-proof.ts';

const examples = `
Why was this owner paid 12.34?
  parkade finance payout tr_…
  parkade finance earned own_… 2027-01-08
  parkade finance requests batch/…/settle/1 --owner own_…

Environment: PARKADE_BASE_URL and PARKADE_FINANCE_KEY; for the demo of this folder: --local

`;

/** What finance works with. */
export function finance(world: World): Command {
  const command = new Command('finance')
    .description('For finance: reports, statements, exports, payouts, proof; from a transfer to its requests')
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false)
    .addHelpText('after', examples + exitCodeHelp)
    .showHelpAfterError('(parkade finance --help tells what there is)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void world.stdout.write(text),
      writeErr: (text) => void world.stderr.write(text),
    });
  for (const add of [
    trialBalance,
    rollForward,
    fees,
    margin,
    payouts,
    statement,
    exportJournal,
    payout,
    earned,
    requests,
    drill,
    trace,
    showProof,
    payoutRun,
    importBank,
    reconcile,
    exceptions,
    close,
    people,
    audit,
  ])
    command.addCommand(add(world) as unknown as Command);
  return command;
}
