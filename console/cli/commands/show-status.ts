import { InvalidArgumentError } from '@commander-js/extra-typings';
import { newCommand } from '../command.ts';
import { endingText, exitCodeOf } from '../ending.ts';
import { type BatchList, type BatchObject, hasEnded } from '../market-objects.ts';
import { batchProgress } from '../progress.ts';
import { openSession } from '../session.ts';
import { watchBatch } from '../watch.ts';
import { facts, localTime, shortUsd, table, usd } from '../wording.ts';
import { give, type World } from '../world.ts';

export const showStatus = (world: World) =>
  newCommand(world, 'status', 'Your batches, or one of them with its progress')
    .argument('[id]', 'one batch')
    .option('--wait', 'show its progress until it has ended; exit 0 only if it is completed')
    .option('--limit <number>', 'how many are listed', readLimit, 10)
    .option('--after <id>', 'list those before this one')
    .action(async (id, options) => {
      const openai = await openSession(world);
      if (id === undefined) {
        const query = { limit: options.limit, ...(options.after && { after: options.after }) };
        const list = await openai.get<BatchList>('/batches', { query });
        return give(world, options, { text: listText(list), document: list });
      }
      const batch = options.wait
        ? await watchBatch(world, openai, id)
        : ((await openai.batches.retrieve(id)) as unknown as BatchObject);
      const text = options.wait ? endingText(batch) : statusText(batch);
      give(world, options, { text, document: batch });
      if (options.wait) world.endWith(exitCodeOf(batch));
    });

function statusText(batch: BatchObject): string {
  const { x_parkade, metadata, errors } = batch;
  const pairs = Object.entries(metadata ?? {}).map(([key, value]) => `${key}=${value}`);
  const known = facts([
    ['status', batch.status],
    ['model', batch.model],
    ['window', `${batch.completion_window}, promised by ${localTime(x_parkade.promised_at)}`],
    ['created', localTime(batch.created_at)],
    ['at most', usd(x_parkade.quoted_micro_usd)],
    ['metadata', pairs.length > 0 ? pairs.join(', ') : undefined],
    ...(errors?.data ?? []).map(({ message }) => ['error', message] as const),
  ]);
  return [batch.id, known, '', hasEnded(batch) ? endingText(batch) : batchProgress(batch)].join('\n');
}

function listText({ data, has_more, last_id }: BatchList): string {
  if (data.length === 0) return 'You have no batches yet: parkade submit FILE';
  const rows = data.map(({ id, status, request_counts: counts, x_parkade, ...batch }) => [
    id,
    status,
    `${(counts.completed + counts.failed).toLocaleString('en-US')}/${counts.total.toLocaleString('en-US')}`,
    counts.failed === 0 ? '' : counts.failed.toLocaleString('en-US'),
    batch.completion_window,
    shortUsd(Math.max(x_parkade.charged_micro_usd, x_parkade.cost_so_far_micro_usd)),
    localTime(batch.created_at),
  ]);
  const columns = [
    'batch',
    'status',
    { right: 'done' },
    { right: 'failed' },
    { right: 'window' },
    { right: 'cost' },
    'created',
  ];
  const more = has_more && last_id ? [`older ones: parkade status --after ${last_id}`] : [];
  return [table(columns, rows), ...more].join('\n');
}

function readLimit(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) throw new InvalidArgumentError('It is 1 to 100.');
  return limit;
}
