import { text } from 'node:stream/consumers';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { leastOf } from '../support/least-of.ts';
import { firstContentfulPaint, seriousViolations, startBrowser } from './browser-rig.ts';
import { initialScriptKilobytes } from './initial-script.ts';
import { startWebMarket, type WebMarket } from './web-market.ts';
import { wheelThrough } from './wheel-through.ts';

type Browser = Awaited<ReturnType<typeof startBrowser>>;
type Visitor = Awaited<ReturnType<Browser['person']>>;

let market: WebMarket;
let browser: Browser;
let visitor: Visitor;
let page: Page;
beforeAll(async () => {
  [market, browser] = await Promise.all([startWebMarket(), startBrowser()]);
  visitor = await browser.person();
  page = visitor.page;
});
afterAll(async () => {
  await browser.close();
  await market.close();
});

const paintMillisMax = 1_000;
const frameMillisMax = 1_000;

const inBothThemes = async (check: () => Promise<void>) => {
  for (const name of ['Light', 'Dark']) {
    await page.getByLabel('Theme').selectOption({ label: name });
    await check();
  }
};

describe('a customer', () => {
  test('who is not signed in is asked to, and sees it within a second', async () => {
    const painted = await leastOf(paintMillisMax, async () => {
      await page.goto(`${market.url}/customer/calls`);
      await page.getByRole('button', { name: 'Sign in' }).waitFor();
      return firstContentfulPaint(page);
    });
    expect(painted).toBeLessThanOrEqual(paintMillisMax);
    console.log(`first contentful paint: ${painted.toFixed(0)} ms`);
    await inBothThemes(async () => expect(await seriousViolations(page)).toEqual([]));
  });

  test('signs in by a click, and is back where it wanted to be', async () => {
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Who are you?' }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole('button', { name: /Demo customer/ }).click();
    await page.getByRole('heading', { name: 'API calls' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/customer/calls');
    expect(await page.getByRole('banner').textContent()).toContain('Demo customer');
    await page
      .getByRole('row', { name: /\/v1\/batches/ })
      .first()
      .waitFor();
    await inBothThemes(async () => expect(await seriousViolations(page)).toEqual([]));
  });

  test('filters, sorts and walks a table by keys, and exports what it shows', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('webhook');
    await page.keyboard.press('Escape');
    const paths = page.locator('tbody code');
    await expect.poll(() => page.getByRole('row', { name: /\/v1\/batches/ }).count()).toBe(0);
    expect(await paths.count()).toBeGreaterThan(3);
    const sorter = page.getByRole('button', { name: 'Path' });
    await sorter.click();
    const ascending = await paths.allInnerTexts();
    expect(ascending).toEqual(ascending.toSorted());
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    expect(await page.locator('tr[aria-current="true"]').getAttribute('aria-rowindex')).toBe('2');
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export CSV' }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe('API-calls.csv');
    const lines = (await text(await saved.createReadStream())).trim().split('\r\n');
    expect(lines.map((line) => line.split(',')[2])).toEqual(['Path', ...ascending]);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('stays signed in over a reload, though nothing but the theme is kept in the browser; what a table shows is in the address', async () => {
    const seen = await page.locator('tbody code').allInnerTexts();
    expect(new URL(page.url()).search).toBe('?API-calls.filter=webhook&API-calls.sort=path');
    const painted = await leastOf(paintMillisMax, async () => {
      await page.reload();
      await page.getByRole('heading', { name: 'API calls' }).waitFor();
      return firstContentfulPaint(page);
    });
    expect(painted).toBeLessThanOrEqual(paintMillisMax);
    await expect.poll(() => page.locator('tbody code').allInnerTexts()).toEqual(seen);
    expect(await page.getByLabel('Filter').inputValue()).toBe('webhook');
    expect(await page.getByRole('columnheader', { name: 'Path' }).getAttribute('aria-sort')).toBe(
      'ascending',
    );
    const kept = await page.evaluate(() => [Object.entries(localStorage), Object.entries(sessionStorage)]);
    expect(kept).toEqual([[['theme', 'dark']], []]);
  });

  test('finds nothing of another role', async () => {
    await page.goto(`${market.url}/finance`);
    await page.getByRole('heading', { name: 'This part is not yours' }).waitFor();
  });

  test('calls the API with a token that names its role, for this console, from this provider', async () => {
    const asked = page.waitForRequest((request) => new URL(request.url()).pathname === '/v1/balance');
    await page.goto(`${market.url}/customer`);
    const token = (await (await asked).headerValue('authorization'))?.replace('Bearer ', '') ?? '';
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'RS256' });
    expect(decodeJwt(token)).toMatchObject({
      iss: market.issuer,
      aud: `${market.url}/v1`,
      client_id: 'parkade-console',
      token_use: 'access',
      parkade_role: 'customer',
      parkade_principal: market.customerId,
    });
  });

  test('scrolls through ten thousand rows, of which few are drawn, without a dropped second, and finds them by a link', async () => {
    const half = (first: number) =>
      Array.from({ length: 5_000 }, (_, at) => ({
        id: `file-${first + at}`,
        object: 'file',
        filename: `${first + at}.jsonl`,
        purpose: 'batch',
        bytes: (first + at) * 1_000,
        created_at: 1_800_000_000 + first + at,
      }));
    const halves = [
      { object: 'list', data: half(0), has_more: true, last_id: 'file-4999' },
      { object: 'list', data: half(5_000), has_more: false, last_id: 'file-9999' },
    ];
    await page.route('**/v1/files*', (route) =>
      route.fulfill({ json: halves[new URL(route.request().url()).searchParams.has('after') ? 1 : 0] }),
    );
    await page.getByRole('link', { name: 'Files' }).click();
    await page.getByRole('button', { name: 'More files' }).click();
    await page.getByText('files: 10,000').waitFor();
    const longestMillis = await leastOf(frameMillisMax, async () => {
      await page.locator('.table-ground').evaluate((ground) => ground.scrollTo(0, 0));
      const scroll = await wheelThrough(page);
      await page.getByText('file-9999', { exact: true }).waitFor();
      expect(scroll.rowsMax).toBeLessThan(80);
      return scroll.longestMillis;
    });
    expect(longestMillis).toBeLessThan(frameMillisMax);
    await page.getByLabel('Filter').fill('file-777');
    await page.getByText('files: 11 of 10,000').waitFor();
    expect(new URL(page.url()).search).toBe('?files.pages=2&files.filter=file-777');
    await page.reload();
    await page.getByText('files: 11 of 10,000').waitFor();
    await page.unroute('**/v1/files*');
    console.log(`longest frame of the scroll: ${longestMillis.toFixed(0)} ms`);
  });

  test('is told that the market is away, and sees what it asked for once it is back', async () => {
    await page.route('**/v1/**', (route) => route.abort());
    await page.getByRole('link', { name: 'Batches' }).click();
    const lost = page.getByText('The market can’t be reached');
    await lost.waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    const answered = page.waitForResponse((reply) => new URL(reply.url()).pathname === '/v1/batches');
    await page.unroute('**/v1/**');
    await answered;
    await lost.waitFor({ state: 'detached' });
  });

  test('signs out, and stays so', async () => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign out?' }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await page.goto(`${market.url}/customer`);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
  });

  test('was served by the market and its provider alone, and broke no rule of the page’s policy', () => {
    const elsewhere = visitor.requested
      .filter((url) => !url.startsWith('blob:'))
      .filter((url) => ![market.url, market.issuer].includes(new URL(url).origin));
    expect(elsewhere).toEqual([]);
    // What was cut off or refused above is told by the browser as well.
    expect(visitor.complaints.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([]);
  });
});

describe('what is served', () => {
  const head = async (path: string) => (await fetch(`${market.url}${path}`)).headers;

  test('pages may run and reach nothing but this origin and the provider', async () => {
    const headers = await head('/');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self' 'sha256-");
    expect(policy).toContain(`connect-src 'self' ${market.issuer};`);
    expect(policy).not.toMatch(/unsafe|https:|\*/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    const html = await (await fetch(market.url)).text();
    expect(html.match(/<script(?![^>]*src=)|<style|\son\w+=/g)).toBeNull();
  });

  test('what has its hash in its name is kept for good, and the page never', async () => {
    const html = await (await fetch(`${market.url}/customer/batches/batch_1`)).text();
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(html)?.[1] ?? '';
    const headers = await head(script);
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(headers.get('content-encoding')).toBe('gzip');
    expect((await head('/')).get('cache-control')).toBe('no-cache');
    expect((await fetch(`${market.url}/assets/none.js`)).status).toBe(404);
  });

  test.each(['/v1/nothing', '/docs', '/v1/openapi.json', '/paid', '/customers'])(
    '%s is the API’s',
    async (path) => {
      const reply = await fetch(`${market.url}${path}`);
      expect(await reply.text()).not.toContain('id="root"');
      expect(reply.headers.has('x-request-id')).toBe(true);
    },
  );

  test('the script that a page begins with is small', () => {
    console.log(`${initialScriptKilobytes().toFixed(1)} KB`);
    expect(initialScriptKilobytes()).toBeLessThanOrEqual(180);
  });
});
