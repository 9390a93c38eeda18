import { systemTimeZone } from '../../books.ts';
import { readJournal } from '../../journal.ts';
import type { JournalEntry } from '../../journal-entry.ts';
import { dataDirOf, findAgent, newCommand } from '../command.ts';
import { readSince } from '../since.ts';
import { startsAndStops, timeSpent, whyPage } from '../why-page.ts';
import { give, type World } from '../world.ts';

export const whyCommand = (world: World) =>
  newCommand(world, 'why', "Every start and stop with its reasons, from the car's own log")
    .option(
      '--since <time>',
      '90m, 24h, 7d, or a time such as 2026-11-25T14:00Z',
      readSince(world.now),
      world.now() - 86_400_000,
    )
    .option('--json', "the log's entries as one JSON document")
    .action(async (options) => {
      const dir = dataDirOf(world, options.dataDir);
      const entries = await Array.fromAsync(readJournal(dir.journal, options.since));
      const agent = await findAgent(dir);
      const timeZone = agent?.timeZone ?? timeZoneIn(entries);
      const shown = startsAndStops(entries, timeZone);
      const spent = timeSpent(entries, {
        since: options.since,
        now: world.now(),
        runsNow: agent !== undefined,
      });
      const { byReason, ...times } = spent;
      const document = {
        timeZone,
        startsAndStops: shown,
        ...times,
        stoppedMillisByReason: Object.fromEntries(byReason),
      };
      give(world, options, { text: whyPage(shown, spent, timeZone), document });
    });

/** Of the rules at the last start, where no agent runs. */
const timeZoneIn = (entries: readonly JournalEntry[]): string =>
  entries.findLast((entry) => entry.kind === 'started')?.timeZone ?? systemTimeZone();
