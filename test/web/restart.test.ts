import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI, { toFile } from 'openai';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cloud, startCloud } from '../../local/cloud.ts';
import { demoPeople } from '../../local/console/demo-person.ts';
import { seedDemo } from '../../local/demo/seed.ts';
import { type DemoStore, openDemoStore } from '../../local/demo/state.ts';
import { definitionLine } from '../support/market-rig.ts';
import { startBrowser } from './browser-rig.ts';
import { expectOpenToAll } from './open-to-all.ts';

const dir = mkdtempSync(join(tmpdir(), 'parkade-restart-'));
const faults: string[] = [];
let cloud: Cloud;
let store: DemoStore;
let browser: Awaited<ReturnType<typeof startBrowser>>;
let page: Page;

/** As `npm start` does: everything on disk, at the port of before. */
async function start(port: number): Promise<void> {
  cloud = await startCloud({
    dir,
    port,
    withConsole: true,
    world: { reportFault: (error, where) => void faults.push(`${where}: ${error}`) },
  });
  store = openDemoStore(dir);
  await seedDemo(cloud, store, () => {});
  cloud.console?.admit(demoPeople(store.state));
}

/** A batch that nobody works on: it goes on moving, and its page goes on asking. */
async function submit(word: string): Promise<string> {
  const openai = new OpenAI({ apiKey: store.state.customer?.apiKey ?? '', baseURL: `${cloud.url}/v1` });
  const file = await toFile(Buffer.from(JSON.stringify(definitionLine('a', word))), 'input.jsonl');
  const { id } = await openai.files.create({ file, purpose: 'batch' });
  const batch = await openai.batches.create({
    input_file_id: id,
    endpoint: '/v1/chat/completions',
    completion_window: '24h',
  });
  return batch.id;
}

beforeAll(async () => {
  [browser] = await Promise.all([startBrowser(), start(0)]);
  ({ page } = await browser.person());
});
afterAll(async () => {
  await browser.close();
  await cloud.close();
  rmSync(dir, { recursive: true, force: true });
});

test('a page that is open while the market is stopped and started again says so, and heals by itself', async () => {
  const before = await submit('harbor');
  await page.goto(`${cloud.url}/customer/batches`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: /Demo customer/ }).click();
  await page.getByText(before).waitFor();
  const loadedAt = await page.evaluate(() => performance.timeOrigin);

  const { port } = new URL(cloud.url);
  await cloud.close();
  const lost = page.getByText('The market can’t be reached');
  await lost.waitFor();
  // What was there can still be read.
  await page.getByText(before).waitFor();
  await expectOpenToAll(page);

  await start(Number(port));
  const after = await submit('lantern');
  await page.getByText(after).waitFor();
  await lost.waitFor({ state: 'detached' });
  // It goes on asking, and what has not changed is not sent again.
  await page.waitForResponse(
    (reply) => new URL(reply.url()).pathname === '/v1/batches' && reply.status() === 304,
  );
  await page.getByText(before).waitFor();
  expect(await page.evaluate(() => performance.timeOrigin)).toBe(loadedAt);
  expect(faults).toEqual([]);
});

test('a page that is loaded while the market is away comes once it is back, and whoever was signed in still is', async () => {
  const { port } = new URL(cloud.url);
  await page.goto(`${cloud.url}/customer`);
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  // The pages are there, and the provider is not: as where each has a machine of its own.
  await cloud.console?.close();
  await page.reload();
  await page.getByText('The market can’t be reached. Trying again').waitFor();
  await cloud.close();
  await start(Number(port));
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  expect(await page.getByRole('banner').textContent()).toContain('Demo customer');
});
