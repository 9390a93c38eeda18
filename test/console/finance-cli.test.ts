import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Drill, PaidRequests } from '../../shared/contract/drill.ts';
import { demoPolicy } from '../../shared/policy.ts';
import { financeShell } from '../support/finance-cli.ts';
import { embeddingLine, sentences, startMarket } from '../support/market-rig.ts';

let market: Awaited<ReturnType<typeof startMarket>>;
let shell: ReturnType<typeof financeShell>;
let batchId: string;

/** Dear enough that a batch of a second pays its owners more than a cent each. */
const dearPolicy = {
  ...demoPolicy,
  priceMicroUsdPerReferenceSecond: { ...demoPolicy.priceMicroUsdPerReferenceSecond, '24h': 300_000 },
};

/** A batch of a real market, run by two owners' vehicles, settled, paid out and chained. */
beforeAll(async () => {
  market = await startMarket({ policy: dearPolicy });
  const vehicles = [
    await market.vehicle(0, ['parkade-embed-1']),
    await market.vehicle(1, ['parkade-embed-1']),
  ];
  const lines = sentences(120).map((text, at) => embeddingLine(`s-${at}`, text));
  batchId = (await market.submit(lines)).id;
  await market.work(...vehicles);
  await market.sweep();
  await market.payOut();
  await market.cloud.events.drain();
  shell = financeShell({ baseUrl: market.cloud.url, financeKey: market.financeKey });
}, 240_000);
afterAll(async () => {
  shell.remove();
  await market.close();
});

const json = async <Document>(...args: string[]): Promise<Document> => {
  const { code, stdout, stderr } = await shell.run(...args, '--json');
  expect(code, stderr + stdout).toBe(0);
  return JSON.parse(stdout);
};

async function paidPayout() {
  const { sections } = await json<{ sections: { rows: Record<string, string | number>[] }[] }>('payouts');
  const payout = sections[1]?.rows.find(({ state }) => state === 'paid');
  if (!payout) throw new Error('nobody was paid');
  return { key: String(payout.payout), transfer: String(payout.transfer), sent: Number(payout.sent) };
}

test('why was this owner paid? Three commands, each of which adds up to the one before', async () => {
  const { transfer, sent, key } = await paidPayout();
  const payout = await json<Drill>('payout', transfer);
  expect(payout).toMatchObject({ id: key, amount_micro_usd: sent });
  expect(payout.checks.every(({ holds }) => holds)).toBe(true);
  const day = payout.down.find(({ id }) => id?.includes('/earned/'));
  const [, ownerId = '', , date = ''] = day?.id?.split('/') ?? [];

  const earned = await json<Drill>('earned', ownerId, date);
  expect(earned.amount_micro_usd).toBe(day?.amount_micro_usd);
  const settlements = earned.down.filter(({ note }) => note?.startsWith('batch/'));
  const settlement = settlements.find(({ note }) => note?.includes(batchId));
  const settleKey = settlement?.note?.split(',')[0] ?? '';

  const requests = await json<PaidRequests>('requests', settleKey, '--owner', ownerId, '--limit', '1000');
  expect(requests.owner_micro_usd).toBe(settlement?.amount_micro_usd);
  const shares = requests.data.reduce((sum, { owner_micro_usd }) => sum + owner_micro_usd, 0);
  expect(shares).toBe(settlement?.amount_micro_usd);
  expect(requests.data.every(({ custom_id }) => custom_id?.startsWith('s-'))).toBe(true);
  expect(requests.checks.every(({ holds }) => holds)).toBe(true);
});

test('all requests of a batch are told by exactly one of its owners', async () => {
  const batch = await json<Drill>('drill', batchId);
  const settleKey = batch.down[0]?.id ?? '';
  const settled = await json<Drill>('drill', settleKey);
  const told: string[] = [];
  let charged = 0;
  const steps = await Promise.all(settled.down.map(({ id }) => json<Drill>('drill', id ?? '')));
  expect(steps.flatMap(({ down }) => down.map(({ what }) => what))).toEqual(Array(120).fill('request'));
  for (const { what } of settled.up.filter((link) => link.what.startsWith('owner '))) {
    const owner = what.slice('owner '.length);
    const requests = await json<PaidRequests>('requests', settleKey, '--owner', owner, '--limit', '1000');
    told.push(...requests.data.map(({ custom_id }) => custom_id ?? ''));
    charged += requests.charge_micro_usd;
  }
  expect(told.sort()).toEqual(Array.from({ length: 120 }, (_, at) => `s-${at}`).sort());
  expect(charged).toBe(settled.amount_micro_usd);
});

test('from one request up to the transfer and its transaction at Stripe', async () => {
  const { data } = await json<{ data: Drill[] }>('trace', `${batchId}/request/s-7`);
  expect(data[0]?.title).toBe(`Request s-7 of ${batchId}`);
  expect(data.map(({ id }) => id.split('/')[2] ?? id.slice(0, 4))).toEqual([
    'request',
    'earned',
    'payout',
    expect.stringMatching(/txn_|payout/),
  ]);
});

test('the three answers in words name the next command', async () => {
  const { transfer } = await paidPayout();
  const { stdout } = await shell.run('payout', transfer);
  expect(stdout).toMatch(/^Payout \d+ to .+: \$0\.\d{6}$/m);
  expect(stdout).toMatch(/^✓ What there was is what was sent, withheld and left: \$(\S+) = \$\1$/m);
  const [, command = ''] = /^next: parkade finance (.+)$/m.exec(stdout) ?? [];
  const next = await shell.run(...command.split(' '));
  expect(next).toMatchObject({ code: 0, stderr: '' });
  const [, further = ''] = /^next: parkade finance (requests .+)$/m.exec(next.stdout) ?? [];
  const last = await shell.run(...further.split(' '));
  expect(last.stdout).toContain(
    "at 24h's posted price of 300,000 micro-USD a reference second, of which 75 %",
  );
  expect(last.stdout).toMatch(/^✓ The requests' shares are what the owner earned: \$(\S+) = \$\1$/m);
});

test('reports, statements and exports are told, and saved as CSV and PDF', async () => {
  for (const name of ['trial-balance', 'roll-forward', 'fees', 'margin', 'payouts'])
    expect((await shell.run(name)).code).toBe(0);
  const saved = await shell.run(
    'statement',
    'customer',
    market.customerId,
    '--pdf',
    shell.file('statement.pdf'),
    '--csv',
    shell.file('statement.csv'),
  );
  expect(saved.code).toBe(0);
  expect(shell.read('statement.pdf').subarray(0, 5).toString()).toBe('%PDF-');
  expect(shell.read('statement.csv').toString()).toContain('Demo customer');
  const day = new Date(market.now()).toISOString().slice(0, 10);
  for (const format of ['csv', 'quickbooks', 'xero']) {
    const file = shell.file(`${format}.csv`);
    const done = await shell.run('export', '--from', day, '--to', day, '--format', format, '-o', file);
    expect(done).toMatchObject({ code: 0, stdout: `${file} is saved.\n` });
    expect(shell.read(`${format}.csv`).toString().split('\n').length).toBeGreaterThan(5);
  }
});

test('what is told fits a terminal, with whole names for the next command', async () => {
  const { key, transfer } = await paidPayout();
  const widest = (text: string) => Math.max(...text.split('\n').map((line) => line.length));
  const payouts = (await shell.run('payouts')).stdout;
  expect(payouts).toContain(key);
  const day = (await json<Drill>('payout', transfer)).down.find(({ id }) => id?.includes('/earned/'));
  const [, ownerId = '', , date = ''] = day?.id?.split('/') ?? [];
  const earned = (await shell.run('earned', ownerId, date)).stdout;
  expect(earned).toContain(`batch/${batchId}/settle/1`);
  const audit = (await shell.run('audit')).stdout;
  const tables = [payouts, earned, audit, (await shell.run('exceptions', '--state', 'all')).stdout];
  expect(tables.map(widest).filter((width) => width > 140)).toEqual([]);
});

test('the proof is told rule by rule', async () => {
  const { code, stdout } = await shell.run('proof');
  expect(code).toBe(0);
  expect(stdout).toContain('✓ Every rule holds.');
});

test('what was done is in the trail, by whom', async () => {
  const { stdout } = await shell.run('audit');
  expect(stdout).toMatch(/finance +GET +\/v1\/finance\/exports\/journal +200/);
});

test('what one person proposes another approves, each by the name they have in the demo', async () => {
  const { approverKey } = JSON.parse(readFileSync(join(market.dir, 'demo.json'), 'utf8'));
  const local = { baseUrl: `${market.cloud.url}/v1`, financeKey: market.financeKey, approverKey };
  writeFileSync(shell.file('local.json'), JSON.stringify(local));
  const as = (person: string, ...args: string[]) =>
    shell.run(...args, '--local', dirname(shell.file('local.json')), '--as', person);
  const proposed = await as('finance', 'run', 'propose');
  const [run = ''] = /run_\w+/.exec(proposed.stdout) ?? [];
  await market.cloud.events.drain();
  const preview = await as('finance', 'run', 'preview', run);
  expect(preview.stdout).toMatch(
    /less than the threshold|another payout is under way|paid this month already/,
  );
  expect(preview.stdout).toContain(`another person: parkade finance run approve ${run}`);
  expect((await as('finance', 'run', 'approve', run)).stderr).toContain('another person approves it');
  const approved = await as('approver', 'run', 'approve', run);
  expect(approved.stdout).toMatch(/^decided +\S+ \S+ by approver$/m);
  await market.cloud.events.drain();
  expect((await as('nobody', 'proof')).stderr).toContain('the demo has the people finance and approver');
});

test("a bank's statement is taken in and matched, and what nobody can explain is an exception", async () => {
  const day = new Date(market.now()).toISOString().slice(0, 10);
  const rows = ['booked_on,amount,currency,counterparty,text,reference', `${day},-3.00,USD,The bank,FEE,B1`];
  writeFileSync(shell.file('bank.csv'), rows.join('\n'));
  const taken = await shell.run('import-bank', shell.file('bank.csv'), '--format', 'csv');
  expect(taken.stdout).toContain('1 line from');
  market.advanceSeconds(9 * 86_400);
  const running = shell.run('reconcile');
  let isOver = false;
  void running.then(() => {
    isOver = true;
  });
  while (!isOver) {
    await market.cloud.events.drain();
    await pause(50);
  }
  expect(await running).toMatchObject({ code: 7, stderr: 'next: parkade finance exceptions\n' });
  const [id = ''] = /^\S+~\S+/m.exec((await shell.run('exceptions')).stdout) ?? [];
  expect((await shell.run('exceptions', 'assign', id, '--to', 'finance')).stdout).toContain('finance');
  expect((await shell.run('exceptions', 'note', id, '--text', 'the monthly fee')).stdout).toContain(
    'the monthly fee',
  );
  const fix = ['--posting', 'platform/adjustments=-3000000', '--posting', 'bank/account=3000000'];
  const resolved = await shell.run('exceptions', 'resolve', id, '--text', 'monthly fee', ...fix);
  expect(resolved.stdout).toContain(`another person: parkade finance exceptions approve ${id}`);
  expect((await shell.run('exceptions', 'approve', id)).stderr).toContain('somebody else has to');
});

test('a month that is not over is not closed, and it says when', async () => {
  expect((await shell.run('close')).stdout).toMatch(/^next: parkade finance close \d{4}-\d\d, from /m);
  const month = new Date(market.now()).toISOString().slice(0, 7);
  expect((await shell.run('close', month)).code).toBe(8);
});

test('without a key, or for what is not there, it says what to do', async () => {
  const nobody = financeShell({ baseUrl: market.cloud.url });
  expect(await nobody.run('proof')).toMatchObject({
    code: 4,
    stderr:
      "error: There is no key of finance's: set PARKADE_FINANCE_KEY. For the demo of this folder: --local\n",
  });
  nobody.remove();
  expect(await shell.run('payout', 'owner/own_x/payout/1')).toMatchObject({ code: 3 });
  expect((await shell.run('earned', 'own_x', 'yesterday')).stderr).toContain("'yesterday' is no day");
  expect((await shell.run('statement', 'vehicle', 'x')).code).toBe(2);
});
