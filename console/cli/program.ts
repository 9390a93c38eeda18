import { Command } from '@commander-js/extra-typings';
import { cancelBatch } from './commands/cancel-batch.ts';
import { listModels } from './commands/list-models.ts';
import { logIn } from './commands/log-in.ts';
import { quoteFile } from './commands/quote-file.ts';
import { saveReceipts } from './commands/save-receipts.ts';
import { saveResults } from './commands/save-results.ts';
import { showStatus } from './commands/show-status.ts';
import { submitFile } from './commands/submit-file.ts';
import { verifyOutput } from './commands/verify-output.ts';
import { exitCodeHelp } from './exit-codes.ts';
import { finance } from './finance/finance.ts';
import type { World } from './world.ts';

const examples = `
Examples:
  parkade login --base-url https://HOST/v1
  parkade quote requests.jsonl
  parkade submit requests.jsonl --window 4h --wait
  parkade results BATCH -o output.jsonl
  parkade receipts BATCH -o receipts.jsonl
  parkade verify receipts.jsonl output.jsonl

Environment: PARKADE_BASE_URL and PARKADE_API_KEY go before what login has kept.

`;

/** The whole command line. It throws where it would end the process. */
export function newProgram(world: World): Command {
  const program = new Command('parkade')
    .description('Inference on parked cars, by the batch: quoted before anything runs, with signed receipts.')
    .version(world.version, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false)
    .addHelpText('after', examples + exitCodeHelp)
    .showHelpAfterError('(parkade --help tells what there is)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void world.stdout.write(text),
      writeErr: (text) => void world.stderr.write(text),
    });
  for (const add of [
    logIn,
    listModels,
    quoteFile,
    submitFile,
    showStatus,
    saveResults,
    saveReceipts,
    cancelBatch,
    verifyOutput,
    finance,
  ])
    program.addCommand(add(world) as unknown as Command);
  return program;
}
