import { durationText } from '../../shared/charter/words.ts';
import type { JournalEntry } from '../journal-entry.ts';
import { localTime, table } from './wording.ts';

type Shown = { at: number; what: string; why: string };

/** Each start and stop with its reasons, in the order in which they happened. */
export function startsAndStops(entries: readonly JournalEntry[], timeZone: string): Shown[] {
  let mayRun: boolean | undefined;
  return entries.flatMap((entry): Shown[] => {
    const { at } = entry;
    const shown = (what: string, why: string): Shown[] => [{ at, what, why }];
    switch (entry.kind) {
      case 'started':
        // The first judgement of a start is told whatever it was before.
        mayRun = undefined;
        return shown('agent started', `version ${entry.softwareVersion}`);
      case 'ended':
        return shown('agent ended', '');
      case 'word':
        return shown('owner', wordText(entry, timeZone));
      case 'fault':
        return shown('fault', `${entry.what}: ${entry.text}`);
      case 'judged': {
        const before = mayRun;
        mayRun = entry.eligibleUntil !== null;
        if (before === true && mayRun) return [];
        return shown(mayRun ? 'may run' : 'stopped', reasonsText(entry));
      }
      default:
        return [];
    }
  });
}

type Word = Extract<JournalEntry, { kind: 'word' }>;

function wordText({ word, until }: Word, timeZone: string): string {
  if (word === 'pause' && until !== undefined) return `paused until ${localTime(until, timeZone)}`;
  return wordTexts[word];
}

const wordTexts: Readonly<Record<Word['word'], string>> = {
  pause: 'paused',
  resume: 'resume: goes on as the rules allow',
  finish: 'finish: nothing new is taken',
  stop: 'stop: the agent ends',
  driver_returned: 'the driver is back',
  driver_left: 'the driver has left',
};

type Judged = Extract<JournalEntry, { kind: 'judged' }>;

/** Of a refusal all that forbids, of a permission what ends it. */
function reasonsText({ eligibleUntil, reasons }: Judged): string {
  const telling = reasons.filter(
    ({ weight }) => eligibleUntil !== null || weight === 'stop' || weight === 'no',
  );
  return telling.map(({ text }) => text).join('\n');
}

export type TimeSpent = {
  mayRunMillis: number;
  stoppedMillis: number;
  offMillis: number;
  /** Of what was stopped, by the code of the weightiest reason. */
  byReason: Map<string, number>;
};

type Span = { since: number; now: number; runsNow: boolean };

/** How long it might run, was stopped and for what, and was not started at all. */
export function timeSpent(entries: readonly JournalEntry[], { since, now, runsNow }: Span): TimeSpent {
  const spent: TimeSpent = { mayRunMillis: 0, stoppedMillis: 0, offMillis: 0, byReason: new Map() };
  let from = since;
  let judged: Judged | undefined;
  const passTo = (at: number) => {
    add(spent, judged, Math.max(0, at - from));
    from = Math.max(from, at);
  };
  const isOff = () => {
    judged = undefined;
  };
  let lastAt = since;
  for (const entry of entries) {
    // One that was killed said nothing after its last word.
    passTo(entry.kind === 'started' ? lastAt : entry.at);
    if (entry.kind === 'started' || entry.kind === 'ended') isOff();
    else if (entry.kind === 'judged') judged = entry;
    passTo(entry.at);
    lastAt = entry.at;
  }
  if (!runsNow) isOff();
  passTo(now);
  return spent;
}

function add(spent: TimeSpent, judged: Judged | undefined, millis: number): void {
  if (!judged) spent.offMillis += millis;
  else if (judged.eligibleUntil !== null) spent.mayRunMillis += millis;
  else {
    const code = judged.reasons[0]?.code ?? 'unknown';
    spent.stoppedMillis += millis;
    spent.byReason.set(code, (spent.byReason.get(code) ?? 0) + millis);
  }
}

export function whyPage(shown: readonly Shown[], spent: TimeSpent, timeZone: string): string {
  if (shown.length === 0) return 'The log has nothing of that time. Is it the right --data-dir?';
  const rows = shown.flatMap(({ at, what, why }) =>
    why.split('\n').map((line, no) => (no === 0 ? [localTime(at, timeZone), what, line] : ['', '', line])),
  );
  const byReason = [...spent.byReason].toSorted(([, a], [, b]) => b - a);
  return [
    table([`time (${timeZone})`, 'what', 'why'], rows),
    '',
    `It might run for ${durationText(spent.mayRunMillis)}, was stopped for ${durationText(spent.stoppedMillis)}, and was not started for ${durationText(spent.offMillis)}.`,
    ...byReason.map(([code, millis]) => `  ${durationText(millis).padStart(12)}  ${code}`),
  ].join('\n');
}
