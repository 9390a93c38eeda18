import { randomUUID } from 'node:crypto';
import type { QuoteObject } from '../../../shared/contract/quotes.ts';
import { newCommand, windowOption } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { Failure, failureText } from '../failure.ts';
import { endpointOf } from '../input-file.ts';
import { transferProgress } from '../progress.ts';
import { openSession } from '../session.ts';
import { uploadInput } from '../upload.ts';
import { count, duration, localTime, table, usd } from '../wording.ts';
import { give, tell, type World } from '../world.ts';

export const quoteFile = (world: World) =>
  newCommand(world, 'quote', 'What a file would cost and when it would be done; nothing is spent')
    .argument('<file>', 'JSON Lines: a request a line')
    .option('--endpoint <path>', "what the lines are for, as /v1/embeddings (what the file's lines name)")
    .addOption(windowOption('all of them'))
    .action(async (path, options) => {
      const openai = await openSession(world);
      const endpoint = options.endpoint ?? (await endpointOf(path));
      const { onProgress, done } = transferProgress(world, 'uploading');
      const fileId = await uploadInput({ openai, path, idempotencyKey: randomUUID(), onProgress });
      done();
      const quote = await openai.post<QuoteObject>('/quotes', {
        body: {
          input_file_id: fileId,
          endpoint,
          ...(options.window && { completion_window: options.window }),
        },
      });
      if (!quote.errors) return give(world, options, { text: quoteText(path, quote), document: quote });
      // A file that can't be run is of no use there.
      await openai.files.delete(fileId);
      tell(world, failureText(badLines(path, quote)));
      if (options.json) give(world, options, { text: '', document: quote });
      world.endWith(exitCodes.refused);
    });

function quoteText(path: string, { units, windows, model, ...quote }: QuoteObject): string {
  const cheapestFirst = [...(windows ?? [])].sort((a, b) => a.ceiling_micro_usd - b.ceiling_micro_usd);
  const rows = cheapestFirst.map((window) => [
    window.completion_window,
    usd(window.likely_micro_usd),
    usd(window.ceiling_micro_usd),
    `${usd(window.owners.likely_micro_usd)} (${window.owners.percent} %)`,
    window.is_full ? 'full' : etaText(window.eta),
  ]);
  const [first] = cheapestFirst;
  return [
    `${path}: ${count(units?.requests ?? 0, 'request')} for ${model}, about ${amounts(units)}`,
    '',
    table(
      [
        'window',
        { right: 'likely' },
        { right: 'at most' },
        { right: 'of it to owners' },
        'done in (p50 / p90)',
      ],
      rows,
    ),
    ...(first?.eta.reason ? ['', first.eta.reason] : []),
    '',
    `These prices hold until ${localTime(quote.expires_at)}, for one batch:`,
    `  parkade submit --quote ${quote.id} --window ${first?.completion_window ?? '24h'}`,
  ].join('\n');
}

function amounts(units: QuoteObject['units']): string {
  const { input_tokens = 0, output_tokens = 0, pages = 0 } = units ?? {};
  const parts = [
    input_tokens > 0 ? `${input_tokens.toLocaleString('en-US')} tokens in` : '',
    output_tokens > 0 ? `${output_tokens.toLocaleString('en-US')} tokens out` : '',
    pages > 0 ? count(pages, 'page') : '',
  ].filter(Boolean);
  return parts.join(', ') || 'nothing';
}

type Eta = { p50_seconds: number | null; p90_seconds: number | null };

const etaText = ({ p50_seconds, p90_seconds }: Eta) =>
  p50_seconds === null
    ? 'not known'
    : `${duration(p50_seconds)} / ${p90_seconds === null ? 'not known' : duration(p90_seconds)}`;

function badLines(path: string, { errors }: QuoteObject): Failure {
  const { data = [], total = 0 } = errors ?? {};
  const message = `${path} can't be run: ${count(total, 'error')}. Nothing was spent or queued.`;
  return new Failure(exitCodes.refused, message, { findings: data, findingsTotal: total });
}
