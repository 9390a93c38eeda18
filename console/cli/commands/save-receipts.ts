import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type OpenAI from 'openai';
import { newCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { Failure, usageFailure } from '../failure.ts';
import { type BatchObject, hasEnded } from '../market-objects.ts';
import { openSession } from '../session.ts';
import { give, type World } from '../world.ts';

export const saveReceipts = (world: World) =>
  newCommand(
    world,
    'receipts',
    "The signed receipts of a batch's output: who ran it, on what, what was metered",
  )
    .argument('<id>', 'the batch')
    .option('-o, --output <file>', 'where to (standard output)')
    .action(async (id, options) => {
      const { output } = options;
      if (options.json && !output) throw usageFailure('With --json name a file for the receipts: -o FILE.');
      const openai = await openSession(world);
      await refuseUnlessEnded(openai, id);
      if (!output) return pipeline(await open(openai, id), world.stdout, { end: false });
      const part = `${output}.part`;
      await pipeline(await open(openai, id), createWriteStream(part));
      await rename(part, output);
      give(world, options, {
        text: `${output}: check it with: parkade verify ${output} OUTPUT.jsonl`,
        document: { batch_id: id, file: output },
      });
    });

async function refuseUnlessEnded(openai: OpenAI, id: string): Promise<void> {
  const batch = (await openai.batches.retrieve(id)) as unknown as BatchObject;
  if (hasEnded(batch)) return;
  throw new Failure(
    exitCodes.notCompleted,
    `${id} is ${batch.status}: its receipts come when it has ended. Wait for it: parkade status ${id} --wait`,
  );
}

async function open(openai: OpenAI, id: string): Promise<Readable> {
  const path = `/batches/${encodeURIComponent(id)}/receipts`;
  const { body } = await openai.get(path).asResponse();
  return body ? Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]) : Readable.from([]);
}
