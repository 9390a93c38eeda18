import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import { run } from '../../../agent/cli/run.ts';
import { exitCodes, type World } from '../../../agent/cli/world.ts';
import { callAgent } from '../../../agent/control-client.ts';
import { type DataDir, dataDirAt } from '../../../agent/data-dir.ts';
import type { SignalValues } from '../../../agent/signals/signal-source.ts';
import { type AgentStatus, agentStatus } from '../../../agent/status.ts';
import { type Charter, standardCharter } from '../../../shared/charter.ts';
import { type ContractMarket, startContractMarket } from '../support/contract-market.ts';
import { temporaryFolder } from '../support/vehicle.ts';

const program = fileURLToPath(new URL('../../../agent/cli/main.ts', import.meta.url));

export const embeddings = 'parkade-embed-1';
type Ended = { code: number; stdout: string; stderr: string };
type Event = { at: string; event: string; [field: string]: unknown };

/** A car computer with a data folder of its own, whose agent is a process. */
export class Car {
  readonly market: ContractMarket;
  readonly folder = temporaryFolder();
  readonly dir: DataDir = dataDirAt(join(this.folder, 'data'));

  constructor(market: ContractMarket) {
    this.market = market;
  }

  file = (name: string) => join(this.folder, name);

  write(name: string, content: object | string): string {
    writeFileSync(this.file(name), typeof content === 'string' ? content : JSON.stringify(content));
    return this.file(name);
  }

  /** Where the agent keeps its own. */
  writeInData(name: string, content: object): void {
    mkdirSync(this.dir.root, { recursive: true });
    writeFileSync(join(this.dir.root, name), JSON.stringify(content));
  }

  spawn(args: readonly string[]): ChildProcess {
    const child = spawn(process.execPath, [program, ...args, '--data-dir', this.dir.root], {
      cwd: this.folder,
      env: { PATH: process.env.PATH ?? '', HOME: this.folder, TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    return child;
  }

  /** One of its owner's commands, to its end: in this process, since a start takes longer than most of them. */
  async run(...args: string[]): Promise<Ended> {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    // Read while it is written: a pipe that nobody empties would hold the command up.
    const output = Promise.all([text(stdout), text(stderr)]);
    let code: number = exitCodes.done;
    const world: World = {
      stdin: Readable.from([]),
      stdout: stdout as unknown as World['stdout'],
      stderr,
      environment: { HOME: this.folder },
      version: '0.0.0',
      now: Date.now,
      endWith: (ended) => {
        code = ended;
      },
    };
    await run(world, [...args, '--data-dir', this.dir.root]);
    stdout.end();
    stderr.end();
    const [said, told] = await output;
    return { code, stdout: said, stderr: told };
  }

  /** The agent itself, and what it tells. */
  start(...args: string[]): Agent {
    const child = this.spawn(['run', '--base-url', this.market.baseUrl, '--models', embeddings, ...args]);
    return new Agent(child, this.dir);
  }

  /** As `enroll` leaves it, without measuring engines. */
  startEnrolling = (...args: string[]): Agent => this.start('--code', 'code', ...args);

  /** So many requests of a task: one takes about a millisecond. */
  give(requests: number): void {
    const bodies = Array.from({ length: requests }, (_, no) => ({ model: embeddings, input: `Car ${no}.` }));
    this.market.tasks.push({ model: embeddings, bodies });
  }

  /** A charter that allows any hour, whose owner pays `usdPerKwh`. */
  writeCharter(changes: Partial<Charter> = {}): string {
    const departure = { ...standardCharter.departure, weekly: [] };
    return this.write('charter.json', {
      ...standardCharter,
      departure,
      netFloorMicroUsdPerHour: 0,
      ...changes,
    });
  }

  /** What the car says from now on. */
  say(values: SignalValues): string {
    const path = this.file('signals.jsonl');
    appendFileSync(path, `${JSON.stringify({ at: Date.now(), ...values })}\n`);
    return `file:${path}`;
  }

  sayParked = (changes: SignalValues = {}): string => this.say({ ...parkedAtHome, ...changes });
}

/** All that the standard charter wants to know, and nothing against computing. */
export const parkedAtHome: SignalValues = {
  pluggedIn: true,
  gear: 'P',
  userPresent: false,
  doorOpen: false,
  softwareUpdate: false,
  preconditioning: false,
  sentry: false,
  charging: false,
  chargingWatts: 0,
  stateOfChargePercent: 82,
  cabinCelsius: 21,
  network: 'wifi',
};

class Agent {
  readonly child: ChildProcess;
  readonly dir: DataDir;
  readonly events: Event[] = [];
  errors = '';

  constructor(child: ChildProcess, dir: DataDir) {
    this.child = child;
    this.dir = dir;
    if (child.stdout)
      createInterface({ input: child.stdout }).on('line', (line) => this.events.push(JSON.parse(line)));
    child.stderr?.on('data', (chunk) => {
      this.errors += chunk;
    });
  }

  seen = (event: string): Event | undefined => this.events.findLast((each) => each.event === event);

  /** Waits until it has told of such an event. */
  until = async (event: string, count = 1): Promise<void> => {
    const happened = () => this.events.filter((each) => each.event === event).length;
    await expect
      .poll(happened, { timeout: 30_000, message: `${event}, ${this.errors}` })
      .toBeGreaterThanOrEqual(count);
  };

  status = async (): Promise<AgentStatus> =>
    agentStatus.parse(await callAgent(this.dir.socket, 'GET', '/status'));

  say = (word: string, body?: object) => callAgent(this.dir.socket, 'POST', `/${word}`, body);

  untilState = (state: AgentStatus['state']) =>
    expect.poll(async () => (await this.status()).state, { timeout: 30_000 }).toBe(state);

  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | NodeJS.Signals | null> {
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    const [code, by] = await ended;
    return code ?? by;
  }
}

export async function parkCar(): Promise<Car> {
  const car = new Car(await startContractMarket());
  mkdirSync(car.folder, { recursive: true });
  return car;
}

export const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
