import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { EarningsReply } from '../shared/contract/owner.ts';
import { type Cloud, startCloud } from './cloud.ts';
import { demoPeople } from './console/demo-person.ts';
import { claimDataDir, releaseDataDir } from './data-dir.ts';
import { call } from './demo/api.ts';
import { receiptTables } from './demo/print-receipts.ts';
import { demoProgress } from './demo/progress.ts';
import { collectReceipts, type Receipts } from './demo/receipts.ts';
import { clientOf, loadBatches, submitBatches, untilEnded } from './demo/run-batches.ts';
import { seedDemo } from './demo/seed.ts';
import { type DemoStore, openDemoStore } from './demo/state.ts';
import { startVehicles } from './demo/vehicles.ts';
import { every } from './every.ts';
import { type Options, readOptions, usage } from './options.ts';
import { writePrivateFile } from './private-file.ts';

const tell = (line: string) => process.stderr.write(`${line}\n`);

/** Starts the embedded cloud and its vehicles, runs the demo (or what is left of it), and goes on serving. */
async function main(options: Options): Promise<number> {
  claimDataDir(options.dataDir, options.reset);
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort());
  const cloud = await startCloud({
    dir: options.dataDir,
    port: options.port,
    shedsWhenSlow: true,
    withConsole: true,
    ...(process.env.STRIPE_SECRET_KEY && { stripeSecretKey: process.env.STRIPE_SECRET_KEY }),
  });
  const background = runInBackground(cloud, stopping.signal);
  const store = openDemoStore(options.dataDir);
  await seedDemo(cloud, store, tell);
  writeLocalFile(options.dataDir, cloud, store);
  cloud.console?.admit(demoPeople(store.state));
  tell(`The console is at ${cloud.url}/: open it in a browser.`);
  tell(`Parkade serves ${cloud.url}/v1; keys are in ${join(options.dataDir, 'local.json')}.`);
  const progress = demoProgress(Date.now(), Date.now);
  const vehicles = await startVehicles(cloud, store, {
    dir: options.dataDir,
    count: options.vehicles,
    onEvent: progress.heard,
  });
  const isSound = await runDemo({ cloud, store, options, progress, signal: stopping.signal }).catch(
    (error: unknown) => {
      if (!stopping.signal.aborted) throw error;
      tell('Ended before the demo was done; the next start goes on from here.');
      return false;
    },
  );
  if (!options.once && !stopping.signal.aborted) await untilAborted(stopping.signal);
  await Promise.all(vehicles.map((vehicle) => vehicle.process.end()));
  stopping.abort();
  await background;
  await cloud.close();
  releaseDataDir(options.dataDir);
  return isSound ? 0 : 1;
}

type Timers = Cloud['timers'];

/** How often each timer ticks here. Not the month's payout run, nor the night's proof: the demo has its own. */
const millisBetween = {
  sweepBatches: 3_000,
  resendDeliveries: 3_000,
  pollStripe: 15_000,
  sweepTopUps: 15_000,
  resendRefunds: 15_000,
  releaseEarnings: 60_000,
  eraseOwners: 60_000,
  sweepCredit: 60_000,
  expirePromo: 60_000,
  planInvoices: 60_000,
  followInvoices: 60_000,
  // At once, for what the queue forgot when this machine was ended.
  findUnjournaled: 3_600_000,
  beginReconciliation: 86_400_000,
} satisfies Record<Exclude<keyof Timers, 'planPayouts' | 'proveBooks'>, number>;

function runInBackground({ events, timers, deps }: Cloud, signal: AbortSignal): Promise<unknown> {
  const ticking = Object.entries(millisBetween) as [keyof typeof millisBetween, number][];
  return Promise.all([
    events.run(signal),
    ...ticking.map(([name, millis]) => every(millis, signal, timers[name], deps.reportFault)),
  ]);
}

/** So that any client can be pointed here. */
function writeLocalFile(dir: string, cloud: Cloud, { state }: DemoStore): void {
  const [owner] = state.owners;
  const local = {
    baseUrl: `${cloud.url}/v1`,
    customerKey: state.customer?.apiKey,
    ownerKey: owner?.apiKey,
    financeKey: state.financeKey,
    approverKey: state.approverKey,
    operatorKey: state.operatorKey,
  };
  writePrivateFile(join(dir, 'local.json'), `${JSON.stringify(local, null, 2)}\n`);
}

type Demo = {
  cloud: Cloud;
  store: DemoStore;
  options: Options;
  progress: ReturnType<typeof demoProgress>;
  signal: AbortSignal;
};

/** The demo's three batches to their receipts. Whether every request succeeded and the proof holds. */
async function runDemo({ cloud, store, options, progress, signal }: Demo): Promise<boolean> {
  const startedAt = Date.now();
  const openai = clientOf(cloud, store.state.customer?.apiKey ?? '');
  await submitBatches(openai, store);
  const batchIds = Object.values(store.state.batchIds);
  await untilEnded(openai, batchIds, progress.show, signal);
  await untilPaid(cloud, store, signal);
  progress.done();
  const batches = await loadBatches(openai, batchIds);
  const receipts = await collectReceipts(cloud, store, batches, (Date.now() - startedAt) / 1_000);
  if (options.json) process.stdout.write(`${JSON.stringify(receipts)}\n`);
  else process.stdout.write(`${receiptTables(receipts)}\n`);
  if (!options.once) tell(`Serving ${cloud.url}/v1 until Ctrl-C.`);
  return isSound(receipts);
}

/** Checks judged, money settled and shared out, then the payout run, until Stripe has every transfer. */
async function untilPaid(
  { deps, timers, url }: Cloud,
  { state }: DemoStore,
  signal: AbortSignal,
): Promise<void> {
  const customerId = state.customer?.customerId ?? '';
  const isAtRest = async (batchId: string) => {
    const batch = await deps.batches.get({ customerId, batchId });
    return batch.closedAt !== undefined;
  };
  const until = async (isSo: () => Promise<boolean>, tick: () => Promise<unknown>) => {
    while (!signal.aborted && !(await isSo())) {
      await tick();
      await pause(300);
    }
  };
  await until(
    async () => (await Promise.all(Object.values(state.batchIds).map(isAtRest))).every(Boolean),
    timers.sweepBatches,
  );
  await timers.planPayouts();
  const isPaid = async ({ apiKey }: { apiKey: string }) => {
    const { payouts } = await call<EarningsReply>(`${url}/v1/owner/earnings`, { key: apiKey });
    return payouts.every((payout) => payout.state !== 'pending');
  };
  await until(
    async () => (await Promise.all(state.owners.map(isPaid))).every(Boolean),
    async () => undefined,
  );
  await timers.pollStripe();
}

const isSound = ({ requests, proof }: Receipts) =>
  requests.failed === 0 && requests.succeeded === requests.accepted && proof.holds;

const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

try {
  process.exitCode = await main(readOptions(process.argv.slice(2)));
} catch (error) {
  tell(error instanceof Error ? error.message : String(error));
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EADDRINUSE') tell('Something listens there already: name another port with --port.');
  if (code.startsWith('ERR_PARSE_ARGS')) tell(usage);
  process.exitCode = 1;
}
process.exit();
