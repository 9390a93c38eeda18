import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { AgentEvent } from '../../../agent/events.ts';

const program = fileURLToPath(new URL('../../../agent/main.ts', import.meta.url));

/** An event as it is printed. */
type Printed = Extract<AgentEvent, { taskId: string }> | { event: string; [name: string]: unknown };
type Starting = {
  env?: NodeJS.ProcessEnv;
  program?: string;
  within?: readonly string[];
  more?: readonly string[];
};

/** The agent as its own process, with what it prints. `within`: a command that runs it. */
export function startAgent(options: Record<string, string>, starting: Starting = {}) {
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const [command = '', ...args] = [
    ...(starting.within ?? []),
    process.execPath,
    starting.program ?? program,
    ...flags,
    ...(starting.more ?? []),
  ];
  const agent = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...starting.env },
  });
  onTestFinished(() => {
    agent.kill('SIGKILL');
  });
  const events: Printed[] = [];
  createInterface({ input: agent.stdout }).on('line', (line) => events.push(JSON.parse(line)));
  let errors = '';
  agent.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  return {
    agent,
    events,
    of: (name: string) => events.filter(({ event }) => event === name),
    seen: (name: string) => events.some(({ event }) => event === name),
    errors: () => errors,
    /** The process that its engines run in. */
    enginePid: () => enginePidOf(agent),
    /** The exit code, or the signal's name when one ended it. */
    exit: once(agent, 'exit').then(([code, signal]) => code ?? signal),
  };
}

/** Of Linux: the one child that is a Node process. */
function enginePidOf({ pid }: ChildProcess): number | undefined {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  return children.filter((each) => each !== '').map(Number)[0];
}

/** What is in the spool: the lines of each lease, its offer the first of them. */
export function spooledLines(dataDir: string): string[][] {
  const folder = join(dataDir, 'spool');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n'));
}
