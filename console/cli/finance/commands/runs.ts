import type OpenAI from 'openai';
import type { z } from 'zod';
import type {
  PayoutRunReply,
  payoutRunsReply,
  payoutRunWithLinesReply,
} from '../../../../shared/contract/finance-payouts.ts';
import { usageFailure } from '../../failure.ts';
import { count, facts, table, usd } from '../../wording.ts';
import { give, type World } from '../../world.ts';
import { financeCommand } from '../finance-command.ts';
import { openFinance } from '../finance-session.ts';
import { timeText } from '../report-text.ts';

type Runs = z.infer<typeof payoutRunsReply>;
type RunWithLines = z.infer<typeof payoutRunWithLinesReply>;

const doings = ['list', 'propose', 'preview', 'approve', 'reject'];

export const payoutRun = (world: World) =>
  financeCommand(world, 'run', 'Payout runs: one person proposes, another approves, nobody alone sends money')
    .argument('[what]', doings.join(', '), 'list')
    .argument('[run]', 'run_…, of all but list and propose')
    .option('--page <number>', 'of a preview, from 0', '0')
    .option('--reason <text>', 'why it is rejected')
    .action(async (what, run, options) => {
      if (!doings.includes(what)) throw usageFailure(`'${what}' is none of ${doings.join(', ')}.`);
      const market = await openFinance(world, options);
      give(world, options, await doingOf(market, what, { run, ...options }));
    });

type Asked = { run: string | undefined; page: string; reason?: string | undefined };

async function doingOf(market: OpenAI, what: string, { run, page, reason }: Asked) {
  if (what === 'list') {
    const list = await market.get<Runs>('/finance/payout_runs');
    return { text: runsText(list), document: list };
  }
  if (what === 'propose') {
    const made = await market.post<PayoutRunReply>('/finance/payout_runs');
    return { text: `${runText(made)}\nnext: parkade finance run preview ${made.id}`, document: made };
  }
  if (run === undefined) throw usageFailure(`Which run? parkade finance run ${what} run_…`);
  const path = `/finance/payout_runs/${encodeURIComponent(run)}`;
  if (what === 'preview') {
    const told = await market.get<RunWithLines>(path, { query: { page } });
    if (told.page >= Math.max(told.pages, 1))
      throw usageFailure(
        `There is no page ${told.page}: ${run} has ${count(told.pages, 'page')}, of which the first is 0.`,
      );
    return { text: previewText(told), document: told };
  }
  if (what === 'reject' && !reason) throw usageFailure('Say why: --reason TEXT');
  const body = what === 'reject' ? { reason } : undefined;
  const decided = await market.post<PayoutRunReply>(`${path}/${what}`, { body });
  return { text: runText(decided), document: decided };
}

const runText = (run: PayoutRunReply): string =>
  [
    run.id,
    facts([
      ['state', run.state],
      ['period', run.period],
      ['made', `${timeText(run.made_at)} by ${run.made_by}`],
      [
        'decided',
        run.decided_by === null ? undefined : `${timeText(run.decided_at ?? 0)} by ${run.decided_by}`,
      ],
      ['rejected for', run.rejected_for ?? undefined],
      ['to pay', `${usd(run.amount_micro_usd)} to ${count(run.payees, 'payee')}`],
      ['withheld', usd(run.withheld_micro_usd)],
      ['netted', usd(run.netted_micro_usd)],
      ['left out', String(run.left_out)],
      ['paid so far', `${usd(run.paid_micro_usd)} to ${count(run.paid_payees, 'payee')}`],
    ]),
  ].join('\n');

const leftOutWords: Record<NonNullable<RunWithLines['lines'][number]['left_out']>, string> = {
  below_threshold: 'less than the threshold, and not due by its age',
  first_payout_waits: 'the first payout waits for its day',
  payouts_stopped: 'payouts are stopped',
  account_closed: 'the account at Stripe is closed',
  account_restricted: 'Stripe restricts the account',
  payout_under_way: 'another payout is under way',
  paid_this_period: 'paid this month already',
  owes_more: 'owes more than was released',
};

function previewText(run: RunWithLines): string {
  const rows = run.lines.map((line) => [
    line.owner_id,
    line.beneficiary_id ?? '',
    usd(line.released_micro_usd),
    usd(line.netted_micro_usd),
    usd(line.withheld_micro_usd),
    usd(line.amount_micro_usd),
    line.left_out === null ? '' : leftOutWords[line.left_out],
  ]);
  const columns = [
    'owner',
    'beneficiary',
    { right: 'released' },
    { right: 'netted' },
    { right: 'withheld' },
    { right: 'to pay' },
    'nothing is paid because',
  ];
  const next = run.state === 'proposed' ? ['', `another person: parkade finance run approve ${run.id}`] : [];
  return [
    runText(run),
    '',
    table(columns, rows),
    `page ${run.page} of ${Math.max(run.pages, 1)}, from 0`,
    ...next,
  ].join('\n');
}

const runsText = ({ data }: Runs): string =>
  data.length === 0
    ? 'There are no runs yet: parkade finance run propose'
    : table(
        ['run', 'state', 'period', { right: 'to pay' }, { right: 'payees' }, 'made by', 'decided by'],
        data.map((run) => [
          run.id,
          run.state,
          run.period,
          usd(run.amount_micro_usd),
          String(run.payees),
          run.made_by,
          run.decided_by ?? '',
        ]),
      );
