import { parseArgs } from 'node:util';
import { fuzz } from './run.ts';

const usage = 'npm run fuzz -- [--requests 1000000] [--seed N] [--keep-going]';
const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: `${Date.now() % 2 ** 31}` },
    'keep-going': { type: 'boolean', default: false },
  },
});
const requests = Number(values.requests);
const seed = Number(values.seed);
if (!Number.isSafeInteger(requests) || !Number.isSafeInteger(seed) || requests < 1) throw new Error(usage);

const startedAt = performance.now();
let toldAt = 0;
const rate = (answered: number) => Math.round(answered / ((performance.now() - startedAt) / 1_000));
const shares = (statuses: ReadonlyMap<number, number>) =>
  [...statuses]
    .sort(([a], [b]) => a - b)
    .map(([status, count]) => `${status}: ${count}`)
    .join(', ');

console.log(`seed ${seed}`);
const { answered, complaints, statuses, slowestMillis, operations } = await fuzz({
  requests,
  seed,
  complain: (complaint) => console.error(`\n${complaint}`),
  goesOn: values['keep-going'],
  tell: (sofar, by) => {
    if (performance.now() - toldAt < 5_000) return;
    toldAt = performance.now();
    console.log(`${sofar} of ${requests}, ${rate(sofar)}/s; ${shares(by)}`);
  },
});
console.log(
  `${answered} requests of ${operations.size} operations, ${rate(answered)}/s, slowest ${Math.round(slowestMillis)} ms; ${shares(statuses)}; ${complaints.length} complaints`,
);
process.exitCode = complaints.length > 0 ? 1 : 0;
