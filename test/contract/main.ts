import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type AwsThing, deleteAwsThing } from '../conformance/aws-things.ts';

/**
 * `npm run contract`: what the market relies on, asked of others. Without a flag of Stripe's stand-in, and of real test
 * mode where STRIPE_SECRET_KEY is set; with `--aws` the tests of the adapters, of real tables, queues and buckets; with
 * `--mirror` tests of the market, each call of its table made of the simulator's model as well.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { aws: { type: 'boolean', default: false }, mirror: { type: 'boolean', default: false } },
});
const everyTest = 'test/vitest.config.ts';
const repository = fileURLToPath(new URL('../..', import.meta.url));

process.exitCode = await ask();

async function ask(): Promise<number> {
  if (values.aws) return askAws();
  if (values.mirror) return vitest('test/conformance/vitest.config.ts', positionals);
  return vitest(everyTest, positionals.length > 0 ? positionals : ['test/contract']);
}

async function askAws(): Promise<number> {
  const reason = await missingAccess();
  if (reason !== undefined) {
    console.error(
      `No access to AWS: ${reason}\nSign in as the SDK expects it (AWS_PROFILE, or AWS_ACCESS_KEY_ID and ` +
        'AWS_SECRET_ACCESS_KEY), and set AWS_REGION. The rights needed: to make, use and delete tables of ' +
        'DynamoDB, queues of SQS and buckets of S3 whose names begin with parkade-contract-. It costs cents.',
    );
    return 2;
  }
  const dir = await mkdtemp(join(tmpdir(), 'parkade-contract-'));
  const list = join(dir, 'things.jsonl');
  await writeFile(list, '');
  const prefix = `parkade-contract-${randomBytes(4).toString('hex')}`;
  console.log(`On AWS, all names begin with ${prefix}.`);
  const code = await vitest(everyTest, ['--project', 'model', ...positionals], {
    CONFORMANCE_CLOUD: 'aws',
    CONFORMANCE_PREFIX: prefix,
    CONFORMANCE_THINGS: list,
  });
  const left = await deleteAll(list);
  await rm(dir, { recursive: true });
  return left > 0 ? 1 : code;
}

/** Why nothing can be asked, undefined where it can. */
async function missingAccess(): Promise<string | undefined> {
  const client = new SQSClient();
  try {
    await client.config.region();
    await client.config.credentials();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    client.destroy();
  }
}

/** Of what the run noted before it made it: exactly that. How many are left. */
async function deleteAll(list: string): Promise<number> {
  const lines = (await readFile(list, 'utf8')).split('\n').filter((line) => line !== '');
  let left = 0;
  for (const line of lines) {
    const thing = JSON.parse(line) as AwsThing;
    try {
      await deleteAwsThing(thing);
    } catch (error) {
      left++;
      console.error(`Delete this ${thing.kind} yourself: ${thing.name}. ${error}`);
    }
  }
  console.log(`${lines.length - left} of ${lines.length} things deleted.`);
  return left;
}

/** Its exit code. Interrupted, it ends by itself, and what must be deleted still is. */
function vitest(config: string, args: readonly string[], env: Record<string, string> = {}): Promise<number> {
  const program = join(repository, 'node_modules/vitest/vitest.mjs');
  process.on('SIGINT', () => {});
  const run = spawn(process.execPath, [program, 'run', '--config', config, ...args], {
    cwd: repository,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return new Promise((resolve, reject) => {
    run.once('error', reject);
    run.once('exit', (code) => resolve(code ?? 1));
  });
}
