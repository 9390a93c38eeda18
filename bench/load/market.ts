import { setTimeout as pause } from 'node:timers/promises';
import { type Cloud, startCloud } from '../../local/cloud.ts';
import { call } from '../../local/demo/api.ts';
import { seedDemo } from '../../local/demo/seed.ts';
import { openDemoStore } from '../../local/demo/state.ts';
import { every } from '../../local/every.ts';
import { demoPolicy, standardPolicy } from '../../shared/policy.ts';
import { answering } from './asked.ts';

/** What the parent (`fork`) hears in answer to its first word, and to each further one. */
export type MarketReport = {
  url: string;
  customerKeys: string[];
  ownerKeys: string[];
  financeKey: string;
  rssKilobytes: number;
};

const [dir = '', customers = '1'] = process.argv.slice(2);
/** More than all that is sent can cost. */
const promoMicroUsd = 500_000_000;

/** The whole embedded cloud in this process, everything in `dir` on disk, with the timers that batches need. */
async function start(): Promise<Omit<MarketReport, 'rssKilobytes'>> {
  const cloud = await startCloud({
    dir,
    port: 0,
    shedsWhenSlow: true,
    // The demo checks more than is deployed, so that its one run shows a check.
    policy: { ...demoPolicy, auditShare: standardPolicy.auditShare },
  });
  const stopping = new AbortController();
  const background = Promise.all([
    cloud.events.run(stopping.signal),
    every(3_000, stopping.signal, cloud.timers.sweepBatches, cloud.deps.reportFault),
  ]);
  process.once('disconnect', () => {
    stopping.abort();
    void background.then(() => cloud.close()).finally(() => process.exit());
  });
  const store = openDemoStore(dir);
  await seedDemo(cloud, store, () => {});
  const { financeKey = '', owners } = store.state;
  const customerKeys: string[] = [];
  for (let no = 0; no < Number(customers); no++)
    customerKeys.push(await createCustomer(cloud, financeKey, no));
  return { url: cloud.url, customerKeys, ownerKeys: owners.map(({ apiKey }) => apiKey), financeKey };
}

const started = start();
answering(async (): Promise<MarketReport> => {
  const rssKilobytes = Math.round(process.memoryUsage.rss() / 1_024);
  return { ...(await started), rssKilobytes };
});

/** A customer whose money has come; its key. */
async function createCustomer({ url }: Cloud, key: string, no: number): Promise<string> {
  const name = `Customer ${no + 1}`;
  const made = await call<{ customerId: string; apiKey: string }>(`${url}/v1/finance/customers`, {
    key,
    body: { name },
  });
  await call(`${url}/v1/finance/customers/${made.customerId}/promo`, {
    key,
    body: { grant_id: 'load', amount_micro_usd: promoMicroUsd, reason: 'To be spent under load.' },
  });
  const balance = () => call<{ available_micro_usd: number }>(`${url}/v1/balance`, { key: made.apiKey });
  for (let tries = 0; (await balance()).available_micro_usd < promoMicroUsd; tries++) {
    if (tries === 200) throw new Error(`${name} has no money yet`);
    await pause(50);
  }
  return made.apiKey;
}
