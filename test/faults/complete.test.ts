import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { callSites } from './call-sites.ts';
import { awaitsIn, crashedFiles } from './crash/awaits.ts';
import { diedIn } from './crash/crash-matrix.ts';
import { reached } from './matrix.ts';

type Reasons = Readonly<Record<string, string>>;

/** What no story comes to in each way, by name, with why: it may only get shorter. */
const open: { callSites: Reasons; awaits: Reasons } = JSON.parse(
  readFileSync(new URL('not-reached.json', import.meta.url), 'utf8'),
);

const howTo =
  'Let a story in test/faults/stories/ bring it about, then `node test/faults/main.ts --record`. What was renamed or ' +
  'is gone goes from reached.json and died-at.json by the same command.';

test('every call of a client that functions/ makes is in a story in which it fails in each way that there is', () => {
  const sites = callSites().map(({ id }) => id);
  expect(sites.length).toBeGreaterThan(300);
  const known = reached();
  expect(sites.filter((id) => known[id] === undefined).sort(), howTo).toEqual(Object.keys(open.callSites));
  expect(
    Object.keys(known).filter((id) => !sites.includes(id)),
    howTo,
  ).toEqual([]);
});

test('at every await of lease, completion, settlement and payout a process dies in a story', () => {
  const awaits = crashedFiles.flatMap((file) => awaitsIn(file)).map(({ id }) => id);
  expect(awaits.length).toBeGreaterThan(100);
  const known = diedIn();
  expect(awaits.filter((id) => known[id] === undefined).sort(), howTo).toEqual(Object.keys(open.awaits));
  expect(
    Object.keys(known).filter((id) => !awaits.includes(id)),
    howTo,
  ).toEqual([]);
});
