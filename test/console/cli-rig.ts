import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { exitCodes } from '../../console/cli/exit-codes.ts';
import { run } from '../../console/cli/run.ts';
import type { World } from '../../console/cli/world.ts';
import { embeddingLine, sentences, startMarket } from '../support/market-rig.ts';

const packageFile = new URL('../../package.json', import.meta.url);
const packageVersion: string = JSON.parse(readFileSync(packageFile, 'utf8')).version;
const program = fileURLToPath(new URL('../../console/cli/main.ts', import.meta.url));

type Ended = { code: number | null; stdout: string; stderr: string };

/** A customer's shell in a folder of its own: the command line as a process, and nothing of this machine's settings. */
function customerShell() {
  const folder = mkdtempSync(join(tmpdir(), 'parkade-cli-'));
  const start = (args: readonly string[], env: Record<string, string> = {}) => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: folder,
      env: { PATH: process.env.PATH ?? '', HOME: folder, TZ: 'UTC', ...env },
    });
    const ended = Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]).then(
      ([[code], stdout, stderr]): Ended => ({ code: code as number | null, stdout, stderr }),
    );
    return { child, ended };
  };
  return {
    folder,
    file: (name: string) => join(folder, name),
    start,
    /** In this process, since a start takes longer than most commands. Files are named from the shell's folder. */
    async run(...args: string[]): Promise<Ended> {
      process.chdir(folder);
      const [stdout, stderr] = [new PassThrough(), new PassThrough()];
      // Read while it is written: a pipe that nobody empties would hold the command up.
      const output = Promise.all([text(stdout), text(stderr)]);
      let code: number = exitCodes.done;
      await run(
        {
          stdin: Readable.from([]),
          stdout,
          stderr: stderr as unknown as World['stderr'],
          configDir: join(folder, '.config', 'parkade'),
          baseUrl: undefined,
          apiKey: undefined,
          version: packageVersion,
          now: Date.now,
          endWith: (ended) => {
            code = ended;
          },
        },
        args,
      );
      stdout.end();
      stderr.end();
      const [said, told] = await output;
      return { code, stdout: said, stderr: told };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What a proxy does to an exchange beside passing it on. */
type Harm = (incoming: IncomingMessage) => 'lose the reply' | 'break off' | undefined;

/** A network between the customer and the market that can fail: the market always gets what was sent. */
async function startUnreliableNetwork(target: string) {
  let harm: Harm = () => undefined;
  const seen: { method: string; path: string; range: string | undefined }[] = [];
  const server = createServer((incoming, outgoing) => {
    const { method = '', url = '', headers } = incoming;
    seen.push({ method, path: url, range: headers.range });
    const done = harm(incoming);
    const onward = request(`${target}${url}`, { method, headers }, (reply) => {
      if (done === 'lose the reply') {
        reply.resume();
        reply.on('end', () => outgoing.destroy());
        return;
      }
      outgoing.writeHead(reply.statusCode ?? 500, reply.headers);
      if (done === 'break off') return breakOff(reply, outgoing);
      reply.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    harm: (how: Harm) => {
      harm = how;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The first bytes go out, then the connection is gone. */
function breakOff(reply: IncomingMessage, outgoing: ServerResponse): void {
  reply.once('data', (chunk: Buffer) => {
    outgoing.write(chunk.subarray(0, 1_000), () => outgoing.destroy());
    reply.destroy();
  });
}

/** A market with a vehicle, a network to it that can fail, and a customer's shell: whatever a test left is put right by `calm`. */
export async function startCliRig() {
  const market = await startMarket();
  const vehicle = await market.vehicle(0, ['parkade-embed-1']);
  const network = await startUnreliableNetwork(market.cloud.url);
  let shell = customerShell();
  return {
    market,
    vehicle,
    network,
    start: (...given: Parameters<typeof shell.start>) => shell.start(...given),
    run: (...args: string[]) => shell.run(...args),
    folder: () => shell.folder,
    file: (name: string) => shell.file(name),
    read: (name: string) => readFileSync(shell.file(name), 'utf8'),

    async logIn() {
      const { run } = shell;
      const done = await run('login', '--base-url', network.url, '--api-key', market.customerKey);
      expect(done).toMatchObject({ code: 0, stderr: '' });
      network.seen.length = 0;
    },

    /** As login leaves it, without running it. */
    beLoggedIn() {
      const folder = shell.file(join('.config', 'parkade'));
      mkdirSync(folder, { recursive: true });
      const kept = { base_url: `${network.url}/v1`, api_key: market.customerKey };
      writeFileSync(join(folder, 'credentials.json'), JSON.stringify(kept));
    },

    write(name: string, lines: readonly (object | string)[]) {
      const texts = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
      writeFileSync(shell.file(name), texts.map((line) => `${line}\n`).join(''));
    },

    /** The market goes on and the vehicle works until the command has ended. */
    async whileWorking(ended: Promise<Ended>): Promise<Ended> {
      let isOver = false;
      const watched = ended.finally(() => {
        isOver = true;
      });
      while (!isOver) {
        await market.work(vehicle);
        await pause(200);
      }
      return watched;
    },

    batches: async () => (await Array.fromAsync(market.openai.batches.list())).map(({ id }) => id),

    calm() {
      network.harm(() => undefined);
      network.seen.length = 0;
      shell.remove();
      shell = customerShell();
      expect(market.faults).toEqual([]);
    },

    async close() {
      shell.remove();
      await network.close();
      await market.close();
    },
  };
}

export const embeddingLines = (count: number, prefix = 's') =>
  sentences(count).map((text, at) => embeddingLine(`${prefix}-${at}`, text));
