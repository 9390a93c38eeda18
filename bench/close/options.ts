import { parseArgs } from 'node:util';
import { integerOption } from '../integer-option.ts';

export type CloseOptions = {
  requests: number;
  owners: number;
  customers: number;
  /** What is planted, of each kind. */
  planted: number;
  seed: number;
  json: boolean;
};

export const closeUsage = `npm run bench -- close [options]
  A month's end: every batch settled, its owners accrued, released and paid, the journal chained, the bank's statement
  taken in, everything reconciled and the month closed, on stand-ins for DynamoDB, S3 and Stripe. Before the last two,
  discrepancies are planted at Stripe and in the bank's file: missing, doubled, of a wrong amount, of a wrong account,
  and late.
  --requests N     of the month, 100 a task, four tasks a batch (1000000)
  --owners N       who ran them (10000)
  --customers N    who asked for them (500)
  --planted N      of each of the five kinds (100)
  --seed N         where the planted ones are (1)
  --json           print the figures as JSON on the last line of standard output`;

/** Throws with what is wrong where an option is unknown or out of range. */
export function readCloseOptions(args: readonly string[]): CloseOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      requests: { type: 'string', default: '1000000' },
      owners: { type: 'string', default: '10000' },
      customers: { type: 'string', default: '500' },
      planted: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    },
  });
  const owners = integerOption('--owners', values.owners, 20, 100_000);
  return {
    requests: integerOption('--requests', values.requests, 400, 10_000_000),
    owners,
    customers: integerOption('--customers', values.customers, 1, 10_000),
    // Each has an owner's transfer of its own.
    planted: integerOption('--planted', values.planted, 2, Math.floor(owners / 5)),
    seed: integerOption('--seed', values.seed, 0, 2 ** 31),
    json: values.json,
  };
}
