import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { Option } from '@commander-js/extra-typings';
import type { z } from 'zod';
import type {
  createStatementReply,
  reconciliationReply,
} from '../../../../shared/contract/reconciliation.ts';
import { exitCodes } from '../../exit-codes.ts';
import { Failure, usageFailure } from '../../failure.ts';
import { count, facts, usd } from '../../wording.ts';
import { give, tell, type World } from '../../world.ts';
import { financeCommand } from '../finance-command.ts';
import { openFinance } from '../finance-session.ts';

type Reconciliation = z.infer<typeof reconciliationReply>;
type Statement = z.infer<typeof createStatementReply>;

const formats = ['csv', 'camt.053', 'mt940'] as const;

export const importBank = (world: World) =>
  financeCommand(
    world,
    'import-bank',
    "Take in a statement of the platform's bank; what was there before is not taken twice",
  )
    .argument('<file>', 'as the bank gave it')
    .addOption(new Option('--format <format>', 'how it is written').choices(formats).makeOptionMandatory())
    .option('--account <name>', "the platform's name for the account", 'main')
    .option('--layout <file>', 'of a CSV: JSON such as {"delimiter":";","columns":{"amount":"Betrag"}}')
    .action(async (file, options) => {
      const market = await openFinance(world, options);
      const text = await readFile(file, 'utf8');
      const csv =
        options.layout === undefined
          ? undefined
          : readJson(await readFile(options.layout, 'utf8'), options.layout);
      const { account, format } = options;
      const body = { account, format, text, ...(csv !== undefined && { csv }) };
      const taken = await market.post<Statement>('/finance/bank_statements', { body });
      give(world, options, {
        text: `${file}: ${count(taken.lines, 'line')} from ${taken.first_day} to ${taken.last_day}, ${taken.new_lines} of them new.\nnext: parkade finance reconcile`,
        document: taken,
      });
    });

function readJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw usageFailure(`${file} is no JSON.`);
  }
}

/** It is done within minutes; who does not want to wait looks it up later. */
const waits = { times: 120, millis: 1_000 };

export const reconcile = (world: World) =>
  financeCommand(
    world,
    'reconcile',
    'Match ledger, Stripe and bank line by line; exit 7 where exceptions are open',
  )
    .option('--from <day>', 'from this day on (45 days back, and as far as anything is open)')
    .action(async (options) => {
      const market = await openFinance(world, options);
      const body = options.from === undefined ? {} : { from: options.from };
      let run = await market.post<Reconciliation>('/finance/reconciliations', { body });
      for (let wait = 0; run.state === 'pending' && wait < waits.times; wait++) {
        await pause(waits.millis);
        run = await market.get<Reconciliation>(`/finance/reconciliations/${run.id}`);
      }
      if (run.state === 'pending')
        throw new Failure(
          exitCodes.failed,
          `${run.id} is still under way. Look again: GET /v1/finance/reconciliations/${run.id}`,
        );
      give(world, options, { text: reconciliationText(run), document: run });
      if (!run.summary?.exceptions_open) return;
      tell(world, 'next: parkade finance exceptions');
      world.endWith(exitCodes.notVerified);
    });

function reconciliationText({ id, summary }: Reconciliation): string {
  if (!summary) return `${id} is done.`;
  const { matched, found } = summary;
  return [
    `${id} is done.`,
    facts([
      [
        'matched',
        `${count(matched.transactions, 'transaction')}, ${count(matched.payouts, 'payout')}, ${count(matched.lines, 'bank line')}`,
      ],
      ['explained', usd(summary.explained_micro_usd)],
      ['bank lines posted', String(summary.lines_posted)],
      ...Object.entries(found).map(([status, number]) => [status, String(number)] as const),
      [
        'exceptions',
        `${summary.exceptions_opened} new, ${summary.exceptions_closed} closed, ${summary.exceptions_open} open`,
      ],
    ]),
  ].join('\n');
}
