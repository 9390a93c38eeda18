import { newCommand } from '../command.ts';
import { printFile, saveFile } from '../download.ts';
import { exitCodes } from '../exit-codes.ts';
import { Failure, usageFailure } from '../failure.ts';
import { type BatchObject, hasEnded } from '../market-objects.ts';
import { transferProgress } from '../progress.ts';
import { openSession } from '../session.ts';
import { give, type World } from '../world.ts';

export const saveResults = (world: World) =>
  newCommand(world, 'results', "A batch's output, a line a request")
    .argument('<id>', 'the batch')
    .option('-o, --output <file>', 'where to; goes on with what an earlier run got (standard output)')
    .option('--errors', 'the requests that failed instead of those that succeeded')
    .action(async (id, options) => {
      const { output, errors } = options;
      if (options.json && !output) throw usageFailure('With --json name a file for the output: -o FILE.');
      const openai = await openSession(world);
      const batch = (await openai.batches.retrieve(id)) as unknown as BatchObject;
      const fileId = fileOf(batch, errors === true);
      const { bytes } = await openai.files.retrieve(fileId);
      const wanted = { openai, fileId, bytes };
      if (!output) return printFile(world, wanted);
      const { onProgress, done } = transferProgress(world, 'downloading');
      await saveFile(wanted, output, onProgress);
      done();
      give(world, options, {
        text: `${output}: ${bytes.toLocaleString('en-US')} bytes.`,
        document: { batch_id: id, file_id: fileId, file: output, bytes },
      });
    });

function fileOf(batch: BatchObject, errors: boolean): string {
  const { id, status, output_file_id, error_file_id } = batch;
  const fileId = errors ? error_file_id : output_file_id;
  if (fileId) return fileId;
  if (!hasEnded(batch))
    throw new Failure(
      exitCodes.notCompleted,
      `${id} is ${status}: its results come when it has ended. Wait for it: parkade status ${id} --wait`,
    );
  if (errors) throw new Failure(exitCodes.notFound, `${id} is ${status}, and none of its requests failed.`);
  const hint = error_file_id ? ` Why: parkade results ${id} --errors` : '';
  throw new Failure(exitCodes.notFound, `${id} is ${status}, and none of its requests succeeded.${hint}`);
}
