import { Option } from '@commander-js/extra-typings';
import { journalFormats } from '../../../../shared/contract/finance-reports.ts';
import { give, type World } from '../../world.ts';
import { financeCommand } from '../finance-command.ts';
import { openFinance } from '../finance-session.ts';
import { saveDocument } from '../save-document.ts';

export const exportJournal = (world: World) =>
  financeCommand(world, 'export', 'The journal as CSV, or as QuickBooks Online or Xero import it')
    .requiredOption('--from <day>', 'the first day, such as 2027-01-01, of UTC')
    .requiredOption('--to <day>', 'the last day, included')
    .requiredOption(
      '-o, --output <file>',
      'where to; Xero takes 300 lines a file, so there may be FILE.2, FILE.3, …',
    )
    .addOption(
      new Option('--format <format>', 'csv has every posting')
        .choices(journalFormats)
        .default('csv' as const),
    )
    .action(async (options) => {
      const market = await openFinance(world, options);
      const { from, to, format, output } = options;
      const load = (part: number) =>
        market.get('/finance/exports/journal', { query: { from, to, format, part } }).asResponse();
      const first = await load(1);
      const parts = Math.max(1, Number(first.headers.get('x-parkade-parts') ?? 1));
      const files = Array.from({ length: parts }, (_, at) => (at === 0 ? output : `${output}.${at + 1}`));
      for (const [at, file] of files.entries())
        await saveDocument(at === 0 ? first : await load(at + 1), file);
      give(world, options, {
        text: files.map((file) => `${file} is saved.`).join('\n'),
        document: { format, from, to, files },
      });
    });
