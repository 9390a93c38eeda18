import { mkdir, rm, stat } from 'node:fs/promises';
import type { Server } from 'node:http';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { z } from 'zod';
import { AgentRunsAlready } from './agent-runs-already.ts';
import { callAgent } from './control-client.ts';
import type { AgentStatus } from './status.ts';
import { isSystemError } from './whole-file.ts';

/** What a running agent does for its owner. Each resolves when it holds, and rejects with words for the owner. */
export type Controls = {
  status(): AgentStatus;
  pause(hours: number): Promise<void>;
  resume(): Promise<void>;
  finish(): Promise<void>;
  stop(): Promise<void>;
};

export type ControlChannel = {
  /** From now on its owner's words are heard; until then the agent answers that it is starting. */
  serve(controls: Controls): void;
  close(): Promise<void>;
};

const pauseRequest = z.strictObject({ hours: z.number().positive().max(10_000) });

/**
 * Listens on the Unix socket `path`, which its owner's processes alone may open. It is the lock of the data folder as
 * well: throws AgentRunsAlready where another agent answers there. What a dead one left is replaced.
 */
export async function openControl(path: string): Promise<ControlChannel> {
  let served: Controls | undefined;
  const app = routes(() => {
    if (!served) throw new Error('The agent is starting: ask again in a moment.');
    return served;
  });
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await takeSocket(server, path);
  return {
    serve(controls) {
      served = controls;
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function routes(controls: () => Controls): Hono {
  const app = new Hono();
  app.get('/status', (c) => c.json(controls().status()));
  app.post('/pause', async (c) => {
    const { hours } = pauseRequest.parse(await c.req.json());
    await controls().pause(hours);
    return c.json(controls().status());
  });
  for (const word of ['resume', 'finish', 'stop'] as const)
    app.post(`/${word}`, async (c) => {
      await controls()[word]();
      return c.json(controls().status());
    });
  app.onError((error, c) =>
    c.json({ error: { message: error.message } }, error instanceof z.ZodError ? 400 : 500),
  );
  return app;
}

async function takeSocket(server: Server, path: string): Promise<void> {
  if (await listens(server, path)) return;
  if (await answers(path))
    throw new AgentRunsAlready(
      `An agent runs on this data folder already (it answers at ${path}). ` +
        'End it first (parkade-agent stop), or give this one a --data-dir of its own.',
    );
  // One at a time: the second of two would remove the socket that the first has just made.
  const turn = `${path}.turn`;
  const isOurs = await takeTurn(turn);
  try {
    // Whoever had the turn before us may live behind it by now.
    const isFree = isOurs && !(await answers(path));
    if (isFree) await rm(path, { force: true });
    if (isFree && (await listens(server, path))) return;
    throw new AgentRunsAlready('Another agent is being started on this data folder at this very moment.');
  } finally {
    if (isOurs) await rm(turn, { recursive: true, force: true });
  }
}

/** A turn takes milliseconds: one that is older was left by a process that died in it. */
const turnMillisMax = 10_000;
const lookMillis = 50;

/**
 * Waits for whoever has the turn, who may be dead: a supervisor that starts the next agent at once need not try again.
 * False where others took it again and again.
 */
async function takeTurn(turn: string): Promise<boolean> {
  const until = performance.now() + 2 * turnMillisMax;
  while (!(await isMade(turn))) {
    if (performance.now() > until) return false;
    const { mtimeMs = Date.now() } = await stat(turn).catch(missing);
    if (Date.now() - mtimeMs >= turnMillisMax) await rm(turn, { recursive: true, force: true });
    else await sleep(lookMillis);
  }
  return true;
}

const isMade = (turn: string): Promise<boolean> =>
  mkdir(turn).then(
    () => true,
    (error) => !isSystemError(error, 'EEXIST') && Promise.reject(error),
  );

/** It was given back in this moment. */
const missing = (error: unknown): { mtimeMs?: number } => {
  if (isSystemError(error, 'ENOENT')) return {};
  throw error;
};

/** Whether the socket is ours now; false where there is one already. */
async function listens(server: Server, path: string): Promise<boolean> {
  const done = Promise.withResolvers<boolean>();
  const failed = (error: Error) =>
    isSystemError(error, 'EADDRINUSE') ? done.resolve(false) : done.reject(error);
  server.once('error', failed);
  // The socket is made within the call, so nobody else is ever let in.
  const mask = process.umask(0o177);
  server.listen(path, () => done.resolve(true));
  process.umask(mask);
  try {
    return await done.promise;
  } finally {
    server.removeListener('error', failed);
    server.removeAllListeners('listening');
  }
}

async function answers(path: string): Promise<boolean> {
  try {
    await callAgent(path, 'GET', '/status');
    return true;
  } catch (error) {
    // Nobody listens, or what lies there is no socket; who listens and is busy is alive.
    return !isSystemError(error, 'ECONNREFUSED', 'ENOENT', 'ENOTSOCK');
  }
}
