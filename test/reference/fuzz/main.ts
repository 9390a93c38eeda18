import { parseArgs } from 'node:util';
import { fuzzEvents } from './events.ts';
import { fuzz } from './run.ts';

const usage =
  'npm run fuzz -- [--requests 1000000] [--seed N] [--keep-going], or: npm run fuzz -- events [--runs 10000] [--seed N]';
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    requests: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: `${Date.now() % 2 ** 31}` },
    'keep-going': { type: 'boolean', default: false },
  },
});
const [what = 'requests', ...others] = positionals;
const requests = Number(values.requests);
const runs = Number(values.runs);
const seed = Number(values.seed);
if ([requests, runs].some((count) => !Number.isSafeInteger(count) || count < 1)) throw new Error(usage);
if (!Number.isSafeInteger(seed) || others.length > 0) throw new Error(usage);

const startedAt = performance.now();
let toldAt = 0;
const rate = (done: number) => Math.round((done * 10) / ((performance.now() - startedAt) / 1_000)) / 10;
const isDue = () => {
  if (performance.now() - toldAt < 5_000) return false;
  toldAt = performance.now();
  return true;
};

console.log(`seed ${seed}`);
if (what === 'requests') await fuzzRequests();
else if (what === 'events') await tellEvents();
else throw new Error(usage);

async function tellEvents(): Promise<void> {
  const complaints = await fuzzEvents({
    runs,
    seed,
    tell: (done) => isDue() && console.log(`${done} of ${runs} runs, ${rate(done)}/s`),
  });
  for (const complaint of complaints) console.error(`\n${complaint}`);
  console.log(`${runs} runs, ${rate(runs)}/s; ${complaints.length} with another ledger`);
  process.exitCode = complaints.length > 0 ? 1 : 0;
}

async function fuzzRequests(): Promise<void> {
  const shares = (statuses: ReadonlyMap<number, number>) =>
    [...statuses]
      .sort(([a], [b]) => a - b)
      .map(([status, count]) => `${status}: ${count}`)
      .join(', ');
  const { answered, complaints, statuses, slowestMillis, operations } = await fuzz({
    requests,
    seed,
    complain: (complaint) => console.error(`\n${complaint}`),
    goesOn: values['keep-going'],
    tell: (sofar, by) => isDue() && console.log(`${sofar} of ${requests}, ${rate(sofar)}/s; ${shares(by)}`),
  });
  console.log(
    `${answered} requests of ${operations.size} operations, ${rate(answered)}/s, slowest ${Math.round(slowestMillis)} ms; ${shares(statuses)}; ${complaints.length} complaints`,
  );
  process.exitCode = complaints.length > 0 ? 1 : 0;
}
