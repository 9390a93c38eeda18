import type OpenAI from 'openai';
import type { Report } from '../../../../shared/contract/finance-reports.ts';
import { exitCodes } from '../../exit-codes.ts';
import { usageFailure } from '../../failure.ts';
import { give, tell, type World } from '../../world.ts';
import { financeCommand } from '../finance-command.ts';
import { type FinanceOptions, openFinance } from '../finance-session.ts';
import { allHold, reportText } from '../report-text.ts';
import { saveDocument } from '../save-document.ts';

type Wanted = { path: string; query: Record<string, string | undefined> };
type ReportOptions = FinanceOptions & {
  csv?: string | undefined;
  pdf?: string | undefined;
  month?: string | undefined;
};

const reportCommand = (world: World, name: string, summary: string) =>
  financeCommand(world, name, summary)
    .option('--month <month>', 'such as 2027-01, of UTC (the running one)')
    .option('--csv <file>', 'save it as CSV')
    .option('--pdf <file>', 'save it as PDF');

export const trialBalance = (world: World) =>
  reportCommand(world, 'trial-balance', "How all accounts stand: now, or at a month's end").action(
    (options) =>
      tellReport(world, options, { path: '/reports/trial_balance', query: { month: options.month } }),
  );

export const rollForward = (world: World) =>
  reportCommand(
    world,
    'roll-forward',
    'Deferred revenue, owner payable and receivables: opening, movements, closing',
  ).action((options) =>
    tellReport(world, options, { path: '/reports/roll_forwards', query: { month: options.month } }),
  );

export const fees = (world: World) =>
  reportCommand(world, 'fees', "A month's fees: Stripe's and the platform's").action((options) =>
    tellReport(world, options, { path: '/reports/fees', query: { month: options.month } }),
  );

export const margin = (world: World) =>
  reportCommand(world, 'margin', 'What was left of a month, by model and window').action((options) =>
    tellReport(world, options, { path: '/reports/margin', query: { month: options.month } }),
  );

export const payouts = (world: World) =>
  reportCommand(world, 'payouts', 'What was paid to whom, and how far each payout has come')
    .option('--run <id>', 'those of one run')
    .action((options) =>
      tellReport(world, options, {
        path: '/reports/payouts',
        query: { month: options.month, run: options.run },
      }),
    );

export const statement = (world: World) =>
  reportCommand(world, 'statement', "An owner's or customer's month: opening, movements, closing")
    .argument('<whose>', 'owner or customer')
    .argument('<id>', 'own_… or cus_…')
    .action((whose, id, options) => {
      if (whose !== 'owner' && whose !== 'customer')
        throw usageFailure(`'${whose}' is neither: parkade finance statement owner ID, or customer ID`);
      const path = `/statements/${whose}s/${encodeURIComponent(id)}`;
      return tellReport(world, options, { path, query: { month: options.month } });
    });

/** Tells the report, or saves it where files are named; exit 7 where its figures do not add up. */
async function tellReport(world: World, options: ReportOptions, wanted: Wanted): Promise<void> {
  const market = await openFinance(world, options);
  const report = await load(market, wanted);
  for (const format of ['csv', 'pdf'] as const) {
    const file = options[format];
    if (file === undefined) continue;
    await saveDocument(await raw(market, { ...wanted, query: { ...wanted.query, format } }), file);
    tell(world, `${file} is saved.`);
  }
  give(world, options, { text: reportText(report), document: report });
  if (!allHold(report.checks)) world.endWith(exitCodes.notVerified);
}

const known = (query: Wanted['query']) =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));

const load = (market: OpenAI, { path, query }: Wanted): Promise<Report> =>
  market.get<Report>(`/finance${path}`, { query: known(query) });

const raw = (market: OpenAI, { path, query }: Wanted): Promise<Response> =>
  market.get(`/finance${path}`, { query: known(query) }).asResponse();
