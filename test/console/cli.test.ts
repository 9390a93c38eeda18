import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { embeddingLine } from '../support/market-rig.ts';
import { embeddingLines, startCliRig } from './cli-rig.ts';

// A test starts up to a dozen processes, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 240_000 });

let cli: Awaited<ReturnType<typeof startCliRig>>;
beforeAll(async () => {
  cli = await startCliRig();
});
afterEach(() => cli.calm());
afterAll(() => cli.close());

test('login keeps a good key readable by its owner alone, and models shows what it may buy', async () => {
  await cli.logIn();
  const kept = join('.config', 'parkade', 'credentials.json');
  expect(statSync(cli.file(kept)).mode & 0o777).toBe(0o600);
  expect(JSON.parse(cli.read(kept))).toEqual({
    base_url: `${cli.network.url}/v1`,
    api_key: cli.market.customerKey,
  });
  const { code, stdout } = await cli.run('models');
  expect(code).toBe(0);
  const rows = stdout.trimEnd().split('\n');
  expect(rows[0]).toMatch(/^model +for +price per +24h +4h +1h +live +free now$/);
  expect(rows[1]).toMatch(
    /^parkade-embed-1 +embeddings +1M tokens in +\$0\.006 +\$0\.0075 +\$0\.009 +\$0\.012 /,
  );
  // Prices stand under their windows, to the right.
  const end = (rows[0]?.indexOf('24h') ?? 0) + '24h'.length;
  for (const row of rows.slice(1)) expect(row.slice(end - 1, end + 1)).toMatch(/^\d /);
});

test('a refused key is exit 4, tells why, and is not kept; it may be typed or piped in', async () => {
  const { child, ended } = cli.start(['login', '--base-url', cli.network.url]);
  child.stdin.end('pk_wrong\n');
  const done = await ended;
  expect(done).toMatchObject({ code: 4, stdout: '' });
  expect(done.stderr).toMatch(/^error: .*\n\(request req_/);
  expect(readdirSync(cli.folder())).toEqual([]);
  const next = await cli.run('models');
  expect(next).toMatchObject({ code: 4, stderr: expect.stringContaining('parkade login') });
});

test('a kept key is not sent to another market, and no key goes out unencrypted', async () => {
  cli.beLoggedIn();
  cli.network.seen.length = 0;
  const elsewhere = cli.start(['models'], {
    PARKADE_BASE_URL: cli.network.url.replace('127.0.0.1', 'localhost'),
  });
  expect(await elsewhere.ended).toMatchObject({ code: 4, stderr: expect.stringContaining('no API key for') });
  expect(cli.network.seen).toEqual([]);
  expect(
    await cli.run('login', '--base-url', 'http://cli.market.example/v1', '--api-key', 'x'),
  ).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('https'),
  });
});

test('bad lines are told with their numbers, before anything is spent', async () => {
  cli.beLoggedIn();
  const before = await cli.batches();
  const good = embeddingLine('a', 'A car.');
  cli.write('bad.jsonl', [good, '{nope', embeddingLine('c', 'A bus.'), good]);
  const submitted = await cli.run('submit', 'bad.jsonl', '--json');
  expect(submitted.code).toBe(8);
  expect(JSON.parse(submitted.stdout)).toMatchObject({
    error: {
      code: 'invalid_batch',
      exit_code: 8,
      request_id: expect.stringMatching(/^req_/),
      findings: [
        { code: 'invalid_json_line', line: 2 },
        { code: 'duplicate_custom_id', line: 4 },
      ],
    },
  });
  expect(submitted.stderr).toMatch(/^ {2}Line 2.*\[invalid_json_line\]\n {2}Line 4.*\[duplicate_custom_id/m);
  const quoted = await cli.run('quote', 'bad.jsonl');
  expect(quoted).toMatchObject({ code: 8, stdout: '' });
  expect(quoted.stderr).toMatch(/^error: bad\.jsonl can't be run: 2 errors\..*\n {2}Line 2/);
  expect(await cli.batches()).toEqual(before);
});

test('each kind of no has its exit code, and with --json its document', async () => {
  cli.beLoggedIn();
  cli.write('in.jsonl', embeddingLines(5));
  writeFileSync(cli.file('empty.jsonl'), '');
  const attempts: [code: number, told: RegExp, ...args: string[]][] = [
    [2, /there is no such file/, 'submit', 'none.jsonl'],
    [2, /empty\.jsonl is empty/, 'quote', 'empty.jsonl'],
    [2, /unknown option '--colour'/, 'submit', 'in.jsonl', '--colour'],
    [2, /Allowed choices are 24h, 4h, 1h/, 'submit', 'in.jsonl', '--window', '3h'],
    [2, /dollars, with at most six decimals/, 'submit', 'in.jsonl', '--max-price', '0.0000001'],
    [2, /Name a FILE to run, or --quote/, 'submit'],
    [2, /unknown command 'jobs'/, 'jobs'],
    [3, /No batch found with id 'batch_none'/, 'status', 'batch_none'],
    [3, /parkade-embed-1/, 'models', 'gpt-9'],
    [5, /more than max_price \(1\)/, 'submit', 'in.jsonl', '--max-price', '0.000001'],
  ];
  const refusals = await Promise.all(attempts.map(([, , ...args]) => cli.run(...args, '--json')));
  for (const [at, [code, told, ...args]] of attempts.entries()) {
    const refused = refusals[at];
    expect({ args, code: refused?.code, stderr: refused?.stderr }).toEqual({
      args,
      code,
      stderr: expect.stringMatching(told),
    });
    expect(JSON.parse(refused?.stdout ?? '')).toMatchObject({ error: { exit_code: code } });
    expect(refused?.stderr).not.toMatch(/^ +at /m);
  }
});

test('a market that does not answer is asked again, and then it is exit 1', async () => {
  cli.beLoggedIn();
  cli.network.harm(() => 'lose the reply');
  expect(await cli.run('models')).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^error: The market does not answer \(\S.*\)\.\n$/),
  });
  expect(cli.network.seen.length).toBeGreaterThan(1);
});

test('--help tells each command, and the exit codes', async () => {
  const { code, stdout } = await cli.run('--help');
  expect(code).toBe(0);
  for (const name of [
    'login',
    'models',
    'quote',
    'submit',
    'status',
    'results',
    'receipts',
    'cancel',
    'verify',
  ])
    expect(stdout).toMatch(new RegExp(`^ {2}${name} `, 'm'));
  expect(stdout).toMatch(/^ {2}7 {4}receipts and output, or figures that must be equal, do not agree$/m);
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  expect((await cli.run('--version')).stdout).toBe(`${version}\n`);
});
