import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../../local/free-port.ts';

const program = join(import.meta.dirname, '../../local/start.ts');

/** What each role's person is called where people sign in. */
export const firstPages = [
  { role: 'customer', person: /Demo customer/ },
  { role: 'owner', person: /Owner:/ },
  { role: 'finance', person: /Demo finance/ },
  { role: 'operator', person: /Demo operator/ },
] as const;

/** Calls `use` with the address of a market as `npm start` leaves it once its demo is done, and ends it. */
export async function withDemoMarket(use: (url: string) => Promise<void>): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'parkade-demo-'));
  const port = await freePort();
  const market = spawn(process.execPath, [program, '--port', String(port), '--data', data], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise((resolve) => market.once('exit', resolve));
  const done = new Promise<void>((resolve, reject) => {
    market.once('exit', (status) => reject(new Error(`The market ended with ${status}.`)));
    createInterface(market.stderr).on('line', (line) => {
      if (/^Serving .* until Ctrl-C/.test(line)) resolve();
    });
  });
  try {
    await done;
    await use(`http://127.0.0.1:${port}`);
  } finally {
    market.kill('SIGINT');
    await ended;
    rmSync(data, { recursive: true, force: true });
  }
}
