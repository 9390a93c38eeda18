import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCloud } from '../local/cloud.ts';
import { seedDemo } from '../local/demo/seed.ts';
import { openDemoStore } from '../local/demo/state.ts';

/** What the market's own process tells the one that measures it. */
export type MarketReport = { url: string; apiKey: string; ownerKey: string } | { peakKilobytes: number };

/**
 * The whole embedded cloud in this process, for a parent (`fork`) that asks it with any message for its peak memory.
 * With the argument --with-events it plans and settles batches, which live calls and intake do without.
 */
async function serve(tell: (report: MarketReport) => void): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'parkade-bench-'));
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }));
  const cloud = await startCloud({ dir, port: 0, tableInMemory: true });
  const store = openDemoStore(dir);
  await seedDemo(cloud, store, () => {});
  process.on('message', () => tell({ peakKilobytes: process.resourceUsage().maxRSS }));
  const stopping = new AbortController();
  const events = process.argv.includes('--with-events') ? cloud.events.run(stopping.signal) : undefined;
  process.once('disconnect', () => {
    stopping.abort();
    void Promise.resolve(events)
      .then(() => cloud.close())
      .finally(() => process.exit());
  });
  tell({
    url: cloud.url,
    apiKey: store.state.customer?.apiKey ?? '',
    ownerKey: store.state.owners[0]?.apiKey ?? '',
  });
}

await serve((report) => process.send?.(report));
