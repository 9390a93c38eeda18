import type { Drill, PaidRequests } from '../../../../shared/contract/drill.ts';
import { exitCodes } from '../../exit-codes.ts';
import { usageFailure } from '../../failure.ts';
import { give, type World } from '../../world.ts';
import { drillText, requestsText } from '../drill-text.ts';
import { financeCommand } from '../finance-command.ts';
import { type FinanceOptions, openFinance } from '../finance-session.ts';
import { allHold } from '../report-text.ts';

export const payout = (world: World) =>
  financeCommand(world, 'payout', 'Why was this paid? What a payout is made of, day by day')
    .argument('<payout>', "a transfer's id (tr_…), or owner/ID/payout/N")
    .action((from, options) => tellDrill(world, options, from));

export const earned = (world: World) =>
  financeCommand(world, 'earned', 'What an owner earned on a day, or had released: the settlements behind it')
    .argument('<owner>', 'own_…')
    .argument('<day>', 'such as 2027-01-08, or release/2027-01-08 for what was released that day')
    .action((owner, day, options) => {
      const [, what = 'earned', date] = /^(?:(earned|release)\/)?(\d{4}-\d\d-\d\d)$/.exec(day) ?? [];
      if (date === undefined) throw usageFailure(`'${day}' is no day: 2027-01-08, or release/2027-01-08.`);
      return tellDrill(world, options, `owner/${owner}/${what}/${date}`);
    });

export const drill = (world: World) =>
  financeCommand(world, 'drill', 'One step both ways from anything: what it is made of, what it is part of')
    .argument('<id>', 'a business key, an id at Stripe, a bank line, a batch, or BATCH/request/CUSTOM_ID')
    .action((from, options) => tellDrill(world, options, from));

export const trace = (world: World) =>
  financeCommand(world, 'trace', 'From a request, settlement or payout up to the bank, as far as it has come')
    .argument('<id>', 'BATCH/request/CUSTOM_ID, a settlement, an earning, a payout, …')
    .action(async (from, options) => {
      const market = await openFinance(world, options);
      const steps: Drill[] = [];
      const seen = new Set<string>();
      for (let next: string | undefined = from; next !== undefined && !seen.has(next); ) {
        seen.add(next);
        const step: Drill = await market.get<Drill>('/finance/drill', { query: { from: next } });
        steps.push(step);
        next = stepsUp.flatMap((isUp) => step.up.filter((link) => isUp(link.what)))[0]?.id ?? undefined;
      }
      give(world, options, {
        text: steps.map(drillText).join('\n\n↑\n\n'),
        document: { object: 'list', data: steps },
      });
    });

/** Of several ways up, the one towards the bank. */
const stepsUp: readonly ((what: string) => boolean)[] = [
  (what) => what.startsWith('bank'),
  (what) => what.startsWith('balance transaction'),
  (what) => what === 'payout-sent' || what === 'payout',
  (what) => what === 'paid with' || what === 'shared with' || what.startsWith('share of'),
  (what) => what === 'released' || what === 'earned with',
  (what) => what.startsWith('owner '),
];

export const requests = (world: World) =>
  financeCommand(world, 'requests', 'The requests behind what an owner earned of a settlement')
    .argument('<settlement>', 'batch/ID/settle/N')
    .requiredOption('--owner <id>', 'own_…')
    .option('--limit <number>', 'how many are listed, dearest first', '20')
    .action(async (settlement, options) => {
      const market = await openFinance(world, options);
      const { owner, limit } = options;
      const told = await market.get<PaidRequests>('/finance/requests', {
        query: { settlement, owner, limit },
      });
      give(world, options, { text: requestsText(told), document: told });
      if (!allHold(told.checks)) world.endWith(exitCodes.notVerified);
    });

async function tellDrill(world: World, options: FinanceOptions, from: string): Promise<void> {
  const market = await openFinance(world, options);
  const step = await market.get<Drill>('/finance/drill', { query: { from } });
  give(world, options, { text: drillText(step), document: step });
  if (!allHold(step.checks)) world.endWith(exitCodes.notVerified);
}
