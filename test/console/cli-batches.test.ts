import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { embeddingLine, sentences } from '../support/market-rig.ts';
import { embeddingLines, startCliRig } from './cli-rig.ts';

// A test starts up to a dozen processes, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 240_000 });

let cli: Awaited<ReturnType<typeof startCliRig>>;
beforeAll(async () => {
  cli = await startCliRig();
});
afterEach(() => cli.calm());
afterAll(() => cli.close());

test('a file is quoted, and the batch of that quote is submitted', async () => {
  cli.beLoggedIn();
  cli.write('in.jsonl', embeddingLines(30));
  const told = await cli.run('quote', 'in.jsonl');
  expect(told).toMatchObject({ code: 0, stderr: '' });
  expect(told.stdout).toMatch(/^in\.jsonl: 30 requests for parkade-embed-1, about [\d,]+ tokens in$/m);
  expect(told.stdout).toMatch(/^24h +\$0\.\d{6} +\$0\.\d{6} +\$0\.\d{6} \(75 %\) {2}\S/m);
  const [, quoteId = ''] = /--quote (\S+)/.exec(told.stdout) ?? [];

  const submitted = await cli.run('submit', '--quote', quoteId, '--window', '1h', '--json');
  const batch = JSON.parse(submitted.stdout);
  expect(batch).toMatchObject({ completion_window: '1h', x_parkade: { quote_id: quoteId } });
  const quote = await cli.market.openai.get<{
    windows: { completion_window: string; ceiling_micro_usd: number }[];
  }>(`/quotes/${quoteId}`);
  const ceiling = quote.windows.find(({ completion_window }) => completion_window === '1h');
  expect(batch.x_parkade.quoted_micro_usd).toBe(ceiling?.ceiling_micro_usd);
  await cli.market.work(cli.vehicle);
});

test('submit --wait shows the progress, and what it made is saved whole', async () => {
  cli.beLoggedIn();
  cli.write('in.jsonl', embeddingLines(60));
  const waited = await cli.whileWorking(
    cli.run('submit', 'in.jsonl', '--wait', '--metadata', 'team=search', '--metadata', 'run=1'),
  );
  expect(waited.code).toBe(0);
  expect(waited.stderr).toMatch(
    /^batch_\S+: 60 requests for parkade-embed-1, at most \$0\.\d{6}, promised by /,
  );
  expect(waited.stderr).toContain('60/60 requests · completed');
  expect(waited.stdout).toMatch(/^batch_\S+ is completed: 60 of 60 requests done, 0 failed; \$0\.\d{6} /);
  const [id = ''] = /batch_\w+/.exec(waited.stdout) ?? [];
  expect((await cli.market.batch(id)).metadata).toEqual({ team: 'search', run: '1' });
  expect((await cli.run('status')).stdout).toMatch(new RegExp(`^${id} +completed +60/60 +24h +\\$`, 'm'));

  expect((await cli.run('results', id, '-o', 'out.jsonl')).code).toBe(0);
  const printed = await cli.run('results', id);
  expect(printed).toEqual({ code: 0, stdout: cli.read('out.jsonl'), stderr: '' });
});

/** Its output and receipts saved. */
async function savedBatch(): Promise<string> {
  const { id } = await cli.market.submit(embeddingLines(10));
  await cli.market.work(cli.vehicle);
  expect((await cli.run('results', id, '-o', 'out.jsonl')).code).toBe(0);
  expect((await cli.run('receipts', id, '-o', 'receipts.jsonl')).code).toBe(0);
  cli.network.seen.length = 0;
  return id;
}

test('output is verified offline with the keys of the login, and an altered line is named', async () => {
  await cli.logIn();
  const id = await savedBatch();
  const good = await cli.run('verify', 'receipts.jsonl', 'out.jsonl');
  expect(good).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^VERIFIED: .*10 lines/) });
  expect(cli.network.seen).toEqual([]);

  const altered = cli.read('out.jsonl').replace('"custom_id":"s-6"', '"custom_id": "s-6"');
  writeFileSync(cli.file('altered.jsonl'), altered);
  const at = altered.split('\n').findIndex((line) => line.includes('"custom_id": "s-6"')) + 1;
  const bad = await cli.run('verify', 'receipts.jsonl', 'altered.jsonl');
  expect(bad.code).toBe(7);
  expect(bad.stdout).toContain(`  altered.jsonl:${at}  The output of 's-6' is not what its receipt is of.`);
  const document = JSON.parse((await cli.run('verify', 'receipts.jsonl', 'altered.jsonl', '--json')).stdout);
  expect(document).toMatchObject({
    good: false,
    batch_id: id,
    outputs: 10,
    findings: [{ code: 'altered_output', line: at, custom_id: 's-6' }],
  });
});

test('keys are asked for once where there are none; those of another market verify nothing', async () => {
  cli.beLoggedIn();
  await savedBatch();
  const asked = await cli.run('verify', 'receipts.jsonl', 'out.jsonl');
  expect(asked).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^Asking http:.*jwks\.json for its/),
  });
  expect(cli.network.seen.map(({ path }) => path)).toEqual(['/.well-known/jwks.json']);
  const kept = JSON.parse(cli.read(join('.config', 'parkade', 'jwks.json')));
  writeFileSync(cli.file('good.json'), JSON.stringify({ keys: kept.keys }));
  expect((await cli.run('verify', 'receipts.jsonl', 'out.jsonl', '--jwks', 'good.json')).code).toBe(0);
  const [key] = kept.keys;
  writeFileSync(cli.file('other.json'), JSON.stringify({ keys: [{ ...key, kid: 'other' }] }));
  expect(await cli.run('verify', 'receipts.jsonl', 'out.jsonl', '--jwks', 'other.json')).toMatchObject({
    code: 7,
    stdout: expect.stringContaining('receipts.jsonl:1  It is signed by a key that is not known'),
  });
  expect(await cli.run('verify', 'receipts.jsonl', 'out.jsonl', '--jwks', 'out.jsonl')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('out.jsonl is no JWKS'),
  });
});

test('a reply that is lost on the way makes no second batch, of a file in parts neither', async () => {
  cli.beLoggedIn();
  cli.write(
    'large.jsonl',
    sentences(4_500).map((_, at) => embeddingLine(`l-${at}`, 'ä'.repeat(450))),
  );
  expect(statSync(cli.file('large.jsonl')).size).toBeGreaterThan(4_000_000);
  const before = await cli.batches();
  const lost = new Set<string>();
  cli.network.harm(({ method, url = '' }) => {
    if (method !== 'POST' || lost.has(url)) return undefined;
    lost.add(url);
    return 'lose the reply';
  });
  const { code, stdout, stderr } = await cli.run('submit', 'large.jsonl', '--json');
  expect([code, stderr]).toEqual([0, '']);
  const { id, request_counts, input_file_id } = JSON.parse(stdout);
  expect(request_counts.total).toBe(4_500);
  expect(cli.network.seen.filter(({ path }) => path.endsWith('/parts')).length).toBeGreaterThan(2);
  expect(cli.network.seen.filter(({ path }) => path === '/v1/batches')).toHaveLength(2);
  expect(await cli.batches()).toEqual([id, ...before]);
  expect(await (await cli.market.openai.files.content(input_file_id)).text()).toBe(cli.read('large.jsonl'));
  await cli.market.cloud.events.drain();
  await cli.market.openai.batches.cancel(id);
});

test('under one --idempotency-key a batch is made once, however often the command is run', async () => {
  cli.beLoggedIn();
  cli.write('in.jsonl', embeddingLines(5));
  const before = await cli.batches();
  const args = ['submit', 'in.jsonl', '--idempotency-key', 'night of 24 November', '--json'];
  const [first, second] = [await cli.run(...args), await cli.run(...args)];
  expect(JSON.parse(second.stdout).id).toBe(JSON.parse(first.stdout).id);
  expect(await cli.batches()).toHaveLength(before.length + 1);
  await cli.market.work(cli.vehicle);
});

test('a download that breaks off goes on from the byte it came to, within a run and in the next one', async () => {
  cli.beLoggedIn();
  const { id } = await cli.market.submit(sentences(40).map((text, at) => embeddingLine(`d-${at}`, text)));
  await cli.market.work(cli.vehicle);
  const { output_file_id } = await cli.market.batch(id);
  const whole = await (await cli.market.openai.files.content(output_file_id ?? '')).text();

  let broken = 0;
  cli.network.harm(({ url = '' }) => (url.endsWith('/content') && broken++ < 2 ? 'break off' : undefined));
  expect(await cli.run('results', id)).toMatchObject({ code: 0, stdout: whole });
  expect(cli.network.seen.flatMap(({ range }) => range ?? [])).toEqual([
    'bytes=0-',
    'bytes=1000-',
    'bytes=2000-',
  ]);

  cli.network.harm(() => undefined);
  cli.network.seen.length = 0;
  writeFileSync(cli.file(`out.jsonl.${output_file_id}.part`), whole.slice(0, 5_000));
  expect((await cli.run('results', id, '-o', 'out.jsonl')).code).toBe(0);
  expect(cli.network.seen.flatMap(({ range }) => range ?? [])).toEqual(['bytes=5000-']);
  expect(cli.read('out.jsonl')).toBe(whole);
  expect(readdirSync(cli.folder()).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('Ctrl-C ends the watching, not the batch; cancel ends it', async () => {
  cli.beLoggedIn();
  const { id } = await cli.market.submit([embeddingLine('one', 'A car is parked.')]);
  const { child, ended } = cli.start(['status', id, '--wait']);
  child.stderr.once('data', () => child.kill('SIGINT'));
  const stopped = await ended;
  expect(stopped).toMatchObject({ code: 130, stdout: '' });
  expect(stopped.stderr).toMatch(/^0\/1 requests · /);
  expect(stopped.stderr).toContain(
    `No longer watching; the batch goes on.\n  watch it:  parkade status ${id} --wait`,
  );
  expect((await cli.market.batch(id)).status).toBe('in_progress');

  expect(await cli.run('results', id)).toMatchObject({
    code: 6,
    stderr: expect.stringContaining('in_progress'),
  });
  expect(await cli.run('receipts', id)).toMatchObject({ code: 6, stdout: '' });
  expect(await cli.run('cancel', id)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('cancelling'),
  });
  await cli.market.sweep();
  const waited = await cli.run('status', id, '--wait', '--json');
  expect(waited.code).toBe(6);
  expect(JSON.parse(waited.stdout)).toMatchObject({ id, status: 'cancelled' });
  expect((await cli.run('cancel', id)).code).toBe(8);
});
