import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AgentRunsAlready } from '../../agent/agent-runs-already.ts';
import { openControl } from '../../agent/control.ts';

let dir: string;
let socket: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'parkade-control-'));
  socket = join(dir, 'agent.sock');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test('an agent that was killed while it took the data folder keeps the next one from it for a moment, not from starting', async () => {
  // What the dead one left: a socket that nobody answers at, and its turn, taken almost ten seconds ago.
  writeFileSync(socket, '');
  const turn = `${socket}.turn`;
  mkdirSync(turn);
  const takenAt = new Date(Date.now() - 9_700);
  utimesSync(turn, takenAt, takenAt);
  const control = await openControl(socket);
  await expect(openControl(socket)).rejects.toThrow(AgentRunsAlready);
  await control.close();
});

test('of several that start over what a dead one left, one has the data folder and the others are told so', async () => {
  writeFileSync(socket, '');
  const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => openControl(socket)));
  const [control, ...others] = outcomes
    .filter(({ status }) => status === 'fulfilled')
    .map((each) => (each as PromiseFulfilledResult<Awaited<ReturnType<typeof openControl>>>).value);
  expect(others).toEqual([]);
  const refused = outcomes
    .filter(({ status }) => status === 'rejected')
    .map((each) => (each as PromiseRejectedResult).reason);
  expect(refused).toHaveLength(4);
  for (const reason of refused) expect(reason).toBeInstanceOf(AgentRunsAlready);
  await control?.close();
});
