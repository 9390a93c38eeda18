import { newCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { Failure } from '../failure.ts';
import { type BatchObject, hasEnded } from '../market-objects.ts';
import { openSession } from '../session.ts';
import { give, type World } from '../world.ts';

export const cancelBatch = (world: World) =>
  newCommand(world, 'cancel', 'End a batch: what is finished is delivered and charged, the rest is not')
    .argument('<id>', 'the batch')
    .action(async (id, options) => {
      const openai = await openSession(world);
      const before = (await openai.batches.retrieve(id)) as unknown as BatchObject;
      // The market would say so too, but the client asks it several times over: it takes a conflict for a passing one.
      if (hasEnded(before)) throw new Failure(exitCodes.refused, `${id} is ${before.status} already.`);
      const batch = (await openai.batches.cancel(id)) as unknown as BatchObject;
      give(world, options, {
        text: `${id} is ${batch.status}. What is finished by now is delivered: parkade status ${id} --wait`,
        document: batch,
      });
    });
