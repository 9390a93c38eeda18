import type { z } from 'zod';
import type { PeriodReply, periodsReply } from '../../../../shared/contract/finance-periods.ts';
import { table } from '../../wording.ts';
import { give, type World } from '../../world.ts';
import { financeCommand } from '../finance-command.ts';
import { openFinance } from '../finance-session.ts';
import { timeText } from '../report-text.ts';

type Periods = z.infer<typeof periodsReply>;

export const close = (world: World) =>
  financeCommand(
    world,
    'close',
    'Close a month for good; without a month: which are closed, and what is next',
  )
    .argument('[month]', 'such as 2027-01: in their order, from an hour after its end on')
    .action(async (month, options) => {
      const market = await openFinance(world, options);
      if (month === undefined) {
        const list = await market.get<Periods>('/finance/periods');
        return give(world, options, { text: periodsText(list), document: list });
      }
      const closed = await market.post<PeriodReply>(`/finance/periods/${encodeURIComponent(month)}/close`);
      give(world, options, {
        text: `${closed.month} is closed, with ${closed.entries.toLocaleString('en-US')} entries, at link ${closed.journal_seq} of the journal (${closed.journal_hash}). It never changes any more.`,
        document: closed,
      });
    });

function periodsText({ data, next_month, next_closes_from, refused_entries }: Periods): string {
  const rows = data.map(({ month, entries, closed_at, closed_by, journal_hash }) => [
    month,
    entries.toLocaleString('en-US'),
    timeText(closed_at),
    closed_by,
    journal_hash.slice(0, 16),
  ]);
  return [
    data.length === 0
      ? 'No month is closed yet.'
      : table(['month', { right: 'entries' }, 'closed', 'by', 'journal'], rows),
    next_month === null
      ? 'There is nothing to close.'
      : `next: parkade finance close ${next_month}${next_closes_from === null ? '' : `, from ${timeText(next_closes_from)} on`}`,
    ...refused_entries.map(
      ({ business_key, at }) => `✗ ${business_key} of ${timeText(at)} came after its month was closed`,
    ),
  ].join('\n');
}
