import { setTimeout as pause } from 'node:timers/promises';
import { createLogUpdate } from 'log-update';
import type { DataDir } from '../../data-dir.ts';
import { dataDirOf, findAgent, newCommand, tellAgent } from '../command.ts';
import { statusPage } from '../status-page.ts';
import { give, type World } from '../world.ts';

export const statusCommand = (world: World) =>
  newCommand(world, 'status', 'What the agent does, until when it may, and what it earned today')
    .option('--json', 'one JSON document on standard output')
    .option('--once', 'print it once, where it would be redrawn in place')
    .action(async (options) => {
      const dir = dataDirOf(world, options.dataDir);
      // Without an agent, that is told at once, with exit code 3.
      const status = await tellAgent(dir, 'GET', '/status');
      if (options.json || options.once || !world.stdout.isTTY)
        return give(world, options, { text: statusPage(status), document: status });
      await watchStatus(world, dir);
    });

const redrawMillis = 500;

/** Redrawn in place until Ctrl-C; goes on over a restart of the agent. */
async function watchStatus({ stdout }: World, dir: DataDir): Promise<void> {
  const interrupted = new AbortController();
  const draw = createLogUpdate(stdout);
  // Not `once`: log-update's own listener ends the process where it finds itself to be the only one.
  process.on('SIGINT', () => interrupted.abort());
  while (!interrupted.signal.aborted) {
    const status = await findAgent(dir);
    draw(
      status
        ? `${statusPage(status)}\n\nCtrl-C ends this page, not the agent.`
        : `No agent runs on ${dir.root}.`,
    );
    await pause(redrawMillis, undefined, { signal: interrupted.signal }).catch(() => undefined);
  }
  draw.done();
}
