import { type Outcome, whatIf } from '../../../shared/charter/what-if.ts';
import { durationText, usdText } from '../../../shared/charter/words.ts';
import { hardwareClasses } from '../../../shared/vehicle.ts';
import { readCharter } from '../../charter-file.ts';
import { readJournal } from '../../journal.ts';
import { readSettings } from '../../settings.ts';
import { dataDirOf, newCommand } from '../command.ts';
import { type LoggedPay, loggedPay } from '../logged-pay.ts';
import { loggedSamples } from '../logged-samples.ts';
import { readSince } from '../since.ts';
import { table, usd } from '../wording.ts';
import { give, usageFailure, type World } from '../world.ts';
import { findCharter } from './show-charter.ts';

const daysBack = 30;

export const whatIfCommand = (world: World) =>
  newCommand(world, 'what-if', "What other rules would have made of the last 30 days, by the car's own log")
    .requiredOption('--charter <file>', 'the other rules')
    .option('--since <time>', '7d, 30d, or a time such as 2026-11-25T14:00Z', readSince(world.now))
    .option('--json', 'one JSON document on standard output')
    .action(async (options) => {
      const dir = dataDirOf(world, options.dataDir);
      const now = world.now();
      const since = options.since ?? now - daysBack * 86_400_000;
      const proposed = await readCharter(options.charter).catch((error: unknown) => {
        throw usageFailure(error instanceof Error ? error.message : String(error));
      });
      const present = await findCharter(dir);
      const entries = await Array.fromAsync(readJournal(dir.journal));
      const samples = loggedSamples(entries, since);
      if (samples.length === 0)
        throw usageFailure(
          `The log in ${dir.journal} has nothing of that time: let the agent run for a while.`,
        );
      const { hardwareClass = hardwareClasses[0] } = await readSettings(dir.settings);
      const pay = loggedPay(entries, { since, now, hardwareClass });
      const outcomes: Outcomes = {
        ...(present && { present: whatIf(present.rules, samples, now, pay) }),
        proposed: whatIf(proposed, samples, now, pay),
      };
      const from = samples[0]?.at ?? since;
      const document = {
        from,
        until: now,
        pay,
        present: outcomes.present ? documentOf(outcomes.present) : null,
        proposed: documentOf(outcomes.proposed),
      };
      give(world, options, { text: page(outcomes, { millis: now - from, pay }), document });
    });

type Outcomes = { present?: Outcome; proposed: Outcome };

/** Nano-USD as numbers: JSON has no larger ones. */
const documentOf = ({ pay, ...outcome }: Outcome) => ({
  ...outcome,
  pay: Object.fromEntries(Object.entries(pay).map(([name, amount]) => [name, Number(amount)])),
});

const rows: readonly [string, (outcome: Outcome) => string][] = [
  ['allowed', ({ allowedMillis }) => hours(allowedMillis)],
  ['  of it computing', ({ computingMillis }) => hours(computingMillis)],
  ['below the net floor', ({ belowFloorMillis }) => hours(belowFloorMillis)],
  ['drawn at the plug', ({ energyMilliWattHours }) => `${(energyMilliWattHours / 1e6).toFixed(2)} kWh`],
  ['earned', ({ pay }) => usd(Number(pay.grossNanoUsd))],
  ['- energy', ({ pay }) => usd(Number(pay.energyNanoUsd))],
  ['- wear', ({ pay }) => usd(Number(pay.wearNanoUsd))],
  ['= net', ({ pay }) => usd(Number(pay.netNanoUsd))],
];

const hours = (millis: number) => `${(millis / 3_600_000).toFixed(1)} h`;

function page({ present, proposed }: Outcomes, { millis, pay }: { millis: number; pay: LoggedPay }): string {
  const columns = present ? [present, proposed] : [proposed];
  const heads = [...(present ? ['present rules'] : []), 'other rules'].map((right) => ({ right }));
  const codes = [...new Set(columns.flatMap(({ forbiddenMillis }) => Object.keys(forbiddenMillis)))];
  const most = (code: string) =>
    Math.max(...columns.map(({ forbiddenMillis }) => forbiddenMillis[code] ?? 0));
  const why = codes
    .toSorted((a, b) => most(b) - most(a))
    .map((code) => [
      `not: ${code}`,
      ...columns.map(({ forbiddenMillis }) => hours(forbiddenMillis[code] ?? 0)),
    ]);
  return [
    `${durationText(millis)} of the log, judged anew:`,
    '',
    table(['', ...heads], [...rows.map(([name, of]) => [name, ...columns.map(of)]), ...why]),
    '',
    basis(pay),
    ...(present ? [] : ['No rules are set at present, so there is nothing to compare with.']),
  ].join('\n');
}

const basis = ({ microUsdPerHour, busyShare, isAssumed }: LoggedPay): string => {
  const pay = `an hour of computing earns ${usdText(microUsdPerHour)}, and there is work for ${Math.round(busyShare * 100)} % of the time`;
  return isAssumed ? `Assumed, since the log has too little: ${pay}.` : `As the log has it: ${pay}.`;
};
