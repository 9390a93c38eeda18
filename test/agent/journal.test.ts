import { appendFileSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openJournal, readJournal } from '../../agent/journal.ts';
import type { JournalNote } from '../../agent/journal-entry.ts';
import { openMeters } from '../../agent/meters.ts';
import { openOwnerWord } from '../../agent/owner-word.ts';
import { createSignalNotes } from '../../agent/signal-notes.ts';
import { temporaryFolder } from './support/vehicle.ts';

const day = 86_400_000;
const startAt = Date.UTC(2026, 9, 1, 12);
const entries = (folder: string, since?: number) => Array.fromAsync(readJournal(folder, since));

function journalAt(options: { bytesMax?: number } = {}) {
  const folder = join(temporaryFolder(), 'journal');
  const clock = { now: startAt };
  return { folder, clock, journal: openJournal(folder, { now: () => clock.now, ...options }) };
}

test('the log is a file a day, for its owner alone, and holds 35 days', async () => {
  const { folder, clock, journal } = journalAt();
  for (let no = 0; no < 40; no++) {
    journal.note({ kind: 'fault', what: 'test', text: `day ${no}` });
    await journal.written();
    clock.now += day;
  }
  const names = readdirSync(folder);
  expect(names).toHaveLength(36);
  expect(statSync(join(folder, names[0] ?? '')).mode & 0o777).toBe(0o600);
  expect((await entries(folder)).at(0)).toMatchObject({ text: 'day 4' });
  expect(await entries(folder, startAt + 38 * day)).toHaveLength(2);
});

test('old days go before it grows over its cap, and a day that is too full says so', async () => {
  const { folder, clock, journal } = journalAt({ bytesMax: 20_000 });
  const text = 'x'.repeat(4_000);
  for (let no = 0; no < 10; no++) {
    journal.note({ kind: 'fault', what: `${no}`, text });
    await journal.written();
    clock.now += day;
  }
  expect(readdirSync(folder).length).toBeLessThanOrEqual(4);
  expect((await entries(folder)).at(-1)).toMatchObject({ what: '9' });
  for (let no = 0; no < 5; no++) {
    journal.note({ kind: 'fault', what: 'flood', text });
    await journal.written();
  }
  expect(journal.problem()).toMatch(/the rest of the day is not noted/);
});

test('half a line that a crash left spoils no other', async () => {
  const { folder, journal, clock } = journalAt();
  journal.note({ kind: 'ended' });
  await journal.written();
  appendFileSync(join(folder, '2026-10-01.jsonl'), '{"at":17');
  const next = openJournal(folder, { now: () => clock.now });
  next.note({ kind: 'fault', what: 'test', text: 'after' });
  await next.written();
  expect(await entries(folder)).toMatchObject([{ kind: 'ended' }, { text: 'after' }]);
});

test('what can not be written is told, and written again when it can', async () => {
  const { folder, journal } = journalAt();
  writeFileSync(folder, 'in the way');
  journal.note({ kind: 'ended' });
  await journal.written();
  expect(journal.problem()).toMatch(/^Nothing can be noted in /);
  rmSync(folder);
  journal.note({ kind: 'fault', what: 'test', text: 'again' });
  await journal.written();
  expect(journal.problem()).toBeUndefined();
  expect(await entries(folder)).toHaveLength(1);
});

test('meters go by the owner’s days and months, outlive their process and say where they can not be kept', async () => {
  const path = join(temporaryFolder(), 'meters.json');
  let now = Date.UTC(2026, 9, 31, 22, 30);
  const options = { path, now: () => now, timeZone: () => 'Europe/Berlin' };
  const first = await openMeters(options);
  first.add({ wearNanoUsd: 5, bytes: 10 });
  // Midnight in Berlin.
  now += 3_600_000;
  first.add({ wearNanoUsd: 7 });
  expect(first.thisMonth()).toMatchObject({ wearNanoUsd: 7 });
  await first.keep();
  const second = await openMeters(options);
  expect(second.all()).toMatchObject({
    days: { '2026-10-31': { wearNanoUsd: 5, bytes: 10 }, '2026-11-01': { wearNanoUsd: 7 } },
    months: { '2026-10': { wearNanoUsd: 5 }, '2026-11': { wearNanoUsd: 7 } },
  });
  writeFileSync(path, 'damaged');
  expect((await openMeters(options)).problem()).toMatch(/was damaged/);
  rmSync(path);
  mkdirSync(path);
  second.add({ bytes: 1 });
  await second.keep();
  expect(second.problem()).toMatch(/^The meters can not be written/);
  rmSync(path, { recursive: true });
  await second.keep();
  expect(second.problem()).toBeUndefined();
});

test('an owner’s word that can not be read stands for a pause', async () => {
  const path = join(temporaryFolder(), 'word.json');
  expect(await openOwnerWord(path)).toMatchObject({ pausedUntil: null, finishThenStop: false });
  writeFileSync(path, '{"pausedUntil": "soon"}');
  expect((await openOwnerWord(path)).pausedUntil).toBeGreaterThan(Date.now() + 365 * day);
});

test('signals are noted where they changed, at most once a minute, and when they fell silent', () => {
  const notes: JournalNote[] = [];
  const note = createSignalNotes({ note: (each) => notes.push(each) });
  const say = (seconds: number, stateOfChargePercent: number) => {
    const at = startAt + seconds * 1_000;
    note({ stateOfChargePercent: { value: stateOfChargePercent, at } }, at);
  };
  say(0, 50);
  say(30, 60);
  say(61, 60);
  say(200, 60.2);
  expect(notes).toMatchObject([{ value: 50 }, { value: 60 }]);
  note({ stateOfChargePercent: { value: 60, at: startAt } }, startAt + 1_000_000);
  expect(notes.at(-1)).toEqual({ kind: 'signal', name: 'stateOfChargePercent', value: null });
});
