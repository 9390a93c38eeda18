import { randomUUID } from 'node:crypto';
import { InvalidArgumentError } from '@commander-js/extra-typings';
import type OpenAI from 'openai';
import { newCommand, windowOption } from '../command.ts';
import { endingText, exitCodeOf } from '../ending.ts';
import { exitCodes } from '../exit-codes.ts';
import { explain } from '../explain.ts';
import { usageFailure } from '../failure.ts';
import { endpointOf } from '../input-file.ts';
import type { BatchObject } from '../market-objects.ts';
import { transferProgress } from '../progress.ts';
import { openSession } from '../session.ts';
import { uploadInput } from '../upload.ts';
import { watchBatch } from '../watch.ts';
import { count, localTime, usd } from '../wording.ts';
import { give, tell, type World } from '../world.ts';

export const submitFile = (world: World) =>
  newCommand(world, 'submit', 'Run a file, or a quote, as a batch')
    .argument('[file]', 'JSON Lines: a request a line; left out with --quote')
    .addOption(windowOption('24h'))
    .option('--endpoint <path>', "what the lines are for, as /v1/embeddings (what the file's lines name)")
    .option('--quote <id>', 'the batch of a quote: its file, its prices, its ceiling')
    .option('--max-price <usd>', 'refuse what could cost more than this many dollars', readUsd)
    .option('--metadata <key=value>', 'to find it again by; may be repeated', readPair, {})
    .option(
      '--idempotency-key <key>',
      'under one key a batch is made once, however often this is run',
      readKey,
    )
    .option('--wait', 'show its progress until it has ended')
    .action(async (path, options) => {
      if ((path === undefined) === (options.quote === undefined))
        throw usageFailure('Name a FILE to run, or --quote ID, and not both.');
      const openai = await openSession(world);
      const submitted = await submit(world, openai, { path, ...options });
      const summary = acceptedText(submitted);
      if (!options.wait)
        return give(world, options, { text: `${summary}\n${goingOn(submitted)}`, document: submitted });
      tell(world, summary);
      const batch = await watchBatch(world, openai, submitted.id);
      give(world, options, { text: endingText(batch), document: batch });
      world.endWith(exitCodeOf(batch));
    });

type Order = {
  path: string | undefined;
  window?: string | undefined;
  endpoint?: string | undefined;
  quote?: string | undefined;
  maxPrice?: number | undefined;
  metadata: Record<string, string>;
  idempotencyKey?: string | undefined;
};

/** Upload and creation under keys of one: a reply that was lost on the way makes no second batch. */
async function submit(world: World, openai: OpenAI, order: Order): Promise<BatchObject> {
  const idempotencyKey = order.idempotencyKey ?? randomUUID();
  try {
    const input =
      order.path === undefined
        ? {}
        : await upload(world, openai, { ...order, path: order.path, idempotencyKey });
    return await openai.post<BatchObject>('/batches', {
      body: {
        ...input,
        ...(order.quote && { quote_id: order.quote }),
        ...((order.window || !order.quote) && { completion_window: order.window ?? '24h' }),
        ...(Object.keys(order.metadata).length > 0 && { metadata: order.metadata }),
        ...(order.maxPrice !== undefined && { x_parkade: { max_price: order.maxPrice } }),
      },
      headers: { 'Idempotency-Key': `${idempotencyKey}/batch` },
    });
  } catch (error) {
    if (explain(error).exitCode === exitCodes.failed)
      tell(
        world,
        `It is not known whether a batch was made. The same command with --idempotency-key ${idempotencyKey} makes no second one.`,
      );
    throw error;
  }
}

async function upload(
  world: World,
  openai: OpenAI,
  { path, endpoint, idempotencyKey }: Order & { path: string; idempotencyKey: string },
) {
  const named = endpoint ?? (await endpointOf(path));
  const { onProgress, done } = transferProgress(world, 'uploading');
  const input_file_id = await uploadInput({ openai, path, idempotencyKey, onProgress });
  done();
  return { input_file_id, endpoint: named };
}

function acceptedText({ id, request_counts, model, completion_window, x_parkade }: BatchObject): string {
  return `${id}: ${count(request_counts.total, 'request')} for ${model}, at most ${usd(x_parkade.quoted_micro_usd)}, promised by ${localTime(x_parkade.promised_at)} (${completion_window}).`;
}

const goingOn = ({ id }: BatchObject) =>
  [`  parkade status ${id} --wait`, `  parkade results ${id} -o output.jsonl`].join('\n');

/** "0.05" or "$0.05" as micro-USD: what is finer than a micro-dollar is refused, not rounded. */
function readUsd(text: string): number {
  const [, dollars, decimals = ''] = /^\$?(\d{1,9})(?:\.(\d{1,6}))?$/.exec(text) ?? [];
  if (dollars === undefined)
    throw new InvalidArgumentError('It is in dollars, with at most six decimals: 0.05.');
  return Number(dollars) * 1_000_000 + Number(decimals.padEnd(6, '0'));
}

function readPair(text: string, pairs: Record<string, string>): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('It is a key and a value: team=search.');
  return { ...pairs, [text.slice(0, at)]: text.slice(at + 1) };
}

function readKey(text: string): string {
  // What each call's own key adds to it must fit into 255 characters.
  if (text === '' || text.length > 200) throw new InvalidArgumentError('It has 1 to 200 characters.');
  return text;
}
