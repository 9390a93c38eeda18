import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../../local/free-port.ts';
import { startBrowser } from './browser-rig.ts';

/** `npm run screenshots`: what each role sees first once the demo has run, light and dark, into docs/screenshots/. */
const folder = join(import.meta.dirname, '../../docs/screenshots');
const program = join(import.meta.dirname, '../../local/start.ts');

const pages = [
  { role: 'customer', person: /Demo customer/ },
  { role: 'owner', person: /Owner:/ },
  { role: 'finance', person: /Demo finance/ },
  { role: 'operator', person: /Demo operator/ },
] as const;

const data = mkdtempSync(join(tmpdir(), 'parkade-screenshots-'));
const url = `http://127.0.0.1:${await freePort()}`;
const market = spawn(process.execPath, [program, '--port', new URL(url).port, '--data', data], {
  stdio: ['ignore', 'ignore', 'pipe'],
});
try {
  await demoDone();
  await takeAll();
} finally {
  const ended = new Promise((resolve) => market.once('exit', resolve));
  market.kill('SIGINT');
  await ended;
  rmSync(data, { recursive: true, force: true });
}

function demoDone(): Promise<void> {
  return new Promise((resolve, reject) => {
    market.once('exit', (status) => reject(new Error(`The market ended with ${status}.`)));
    createInterface(market.stderr).on('line', (line) => {
      if (/^Serving .* until Ctrl-C/.test(line)) resolve();
    });
  });
}

async function takeAll(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const browser = await startBrowser();
  for (const { role, person } of pages) {
    const { context, page } = await browser.person({ width: 1_280, height: 860 });
    await page.goto(`${url}/${role}`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: person }).click();
    await page.getByRole('navigation').first().waitFor();
    for (const theme of ['Light', 'Dark']) {
      await page.getByLabel('Theme').selectOption({ label: theme });
      await page.waitForLoadState('networkidle');
      await page.screenshot({ path: join(folder, `${role}-${theme.toLowerCase()}.png`) });
    }
    await context.close();
  }
  await browser.close();
}
