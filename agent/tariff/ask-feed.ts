import { readFile } from 'node:fs/promises';
import ky from 'ky';
import type { Price, PriceFeed } from './price-feed.ts';

const answerMillis = 10_000;
const pagesMax = 20;
const pastMillis = 3_600_000;
const aheadMillis = 3 * 24 * 3_600_000;

/**
 * All that the feed says of the time from an hour ago until three days ahead. Tries three times while the network or
 * the server is at fault. Follows further pages on the same server only. Throws if it could not be had or read, or
 * if it says nothing at all.
 */
export async function askFeed(feed: PriceFeed, now: number, ended: AbortSignal): Promise<Price[]> {
  const first = /^https?:/.test(feed.url) ? urlOf(feed, now) : undefined;
  if (!first) return someOf(feed.read(JSON.parse(await readFile(feed.url, 'utf8'))).prices);
  const prices: Price[] = [];
  let page: URL | undefined = first;
  for (let pages = 0; page && pages < pagesMax; pages++) {
    const answer = await ky.get(page, {
      timeout: answerMillis,
      signal: ended,
      retry: { limit: 2, backoffLimit: 5_000, jitter: true, retryOnTimeout: true },
    });
    const read = feed.read(await answer.json());
    prices.push(...read.prices);
    page = nextPage(read.next, first);
  }
  return someOf(prices);
}

function urlOf({ url, query }: PriceFeed, now: number): URL {
  const asked = new URL(url);
  const minute = Math.floor(now / 60_000) * 60_000;
  const parameters = query?.(minute - pastMillis, minute + aheadMillis) ?? {};
  for (const [name, value] of Object.entries(parameters))
    if (!asked.searchParams.has(name)) asked.searchParams.set(name, value);
  return asked;
}

function nextPage(next: string | undefined, first: URL): URL | undefined {
  if (next === undefined) return undefined;
  const page = new URL(next, first);
  if (page.origin !== first.origin) throw new Error('The feed sends on to another server.');
  return page;
}

function someOf(prices: Price[]): Price[] {
  if (prices.length === 0) throw new Error('The feed has no prices.');
  return prices;
}
