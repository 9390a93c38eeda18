import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  onboardedAccount,
  openStandIn,
  payIn,
  type StandInUnderTest,
  stripeClient,
} from './stripe-stand-in.ts';

const usd = (amount: number) => ({ amount, currency: 'usd' });

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'stripe-stand-in-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function fundedWorld(): Promise<StandInUnderTest & { destination: string }> {
  const world = await openStandIn();
  await payIn(world.stripe, 10_000);
  const { id } = await onboardedAccount(world);
  return { ...world, destination: id };
}

describe('idempotency keys', () => {
  it('give the first answer again, and do nothing a second time', async () => {
    await using world = await fundedWorld();
    const { stripe, destination } = world;
    const params = { ...usd(100), destination };
    const first = await stripe.transfers.create(params, { idempotencyKey: 'k1' });
    const again = await stripe.transfers.create(params, { idempotencyKey: 'k1' });
    expect(again).toEqual(first);
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(first.lastResponse.headers['idempotent-replayed']).toBeUndefined();
    expect(again.lastResponse.requestId).not.toBe(first.lastResponse.requestId);
    expect((await stripe.transfers.list()).data).toHaveLength(1);
  });

  it('are refused with other parameters', async () => {
    await using world = await fundedWorld();
    const { stripe, destination } = world;
    await stripe.transfers.create({ ...usd(100), destination }, { idempotencyKey: 'k1' });
    const other = stripe.transfers.create({ ...usd(101), destination }, { idempotencyKey: 'k1' });
    await expect(other).rejects.toMatchObject({ type: 'StripeIdempotencyError', statusCode: 400 });
    expect((await stripe.transfers.list()).data).toHaveLength(1);
  });

  it('keep a refusal too, so that more money does not help the same key', async () => {
    await using world = await fundedWorld();
    const { stripe, destination } = world;
    const params = { ...usd(10_000), destination };
    const poor = stripe.transfers.create(params, { idempotencyKey: 'k1' });
    await expect(poor).rejects.toMatchObject({ code: 'balance_insufficient' });
    await payIn(stripe, 10_000);
    const again = stripe.transfers.create(params, { idempotencyKey: 'k1' });
    await expect(again).rejects.toMatchObject({ code: 'balance_insufficient' });
    await stripe.transfers.create(params, { idempotencyKey: 'k2' });
  });

  it('stay free when the parameters were not valid', async () => {
    await using world = await fundedWorld();
    const { stripe, destination } = world;
    const wrong = stripe.transfers.create({ ...usd(0), destination }, { idempotencyKey: 'k1' });
    await expect(wrong).rejects.toMatchObject({ code: 'parameter_invalid_integer' });
    await stripe.transfers.create({ ...usd(1), destination }, { idempotencyKey: 'k1' });
  });

  it('are forgotten after 24 hours, and belong to one account', async () => {
    await using world = await fundedWorld();
    const { stripe, destination, test } = world;
    const params = { ...usd(100), destination };
    await stripe.transfers.create(params, { idempotencyKey: 'k1' });
    await test('/clock', { advanceSeconds: 24 * 3_600 - 60 });
    await stripe.transfers.create(params, { idempotencyKey: 'k1' });
    expect((await stripe.transfers.list()).data).toHaveLength(1);
    await test('/clock', { advanceSeconds: 60 });
    await stripe.transfers.create(params, { idempotencyKey: 'k1' });
    expect((await stripe.transfers.list()).data).toHaveLength(2);
    await stripe.payouts.create(usd(200), { idempotencyKey: 'k1', stripeAccount: destination });
  });
});

describe('faults', () => {
  it('dropped after the commit: the retry with the same key finds the one transfer', async () => {
    await using world = await fundedWorld();
    const { stripe, destination, test } = world;
    // stripe-node itself tries a closed connection a second time, hence two.
    await test('/faults', { match: 'POST /v1/transfers', kind: 'drop_after_commit', times: 2 });
    const params = { ...usd(100), destination };
    const lost = stripe.transfers.create(params, { idempotencyKey: 'k1' });
    await expect(lost).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError);
    const found = await stripe.transfers.create(params, { idempotencyKey: 'k1' });
    expect((await stripe.transfers.list()).data.map(({ id }) => id)).toEqual([found.id]);
    expect(found.lastResponse.headers['idempotent-replayed']).toBe('true');
  });

  it('dropped before: nothing happened, and the retry does it', async () => {
    await using world = await fundedWorld();
    const { stripe, destination, test } = world;
    await test('/faults', { match: 'POST /v1/transfers', kind: 'drop_before', times: 2 });
    const params = { ...usd(100), destination };
    const lost = stripe.transfers.create(params, { idempotencyKey: 'k1' });
    await expect(lost).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError);
    expect((await stripe.transfers.list()).data).toHaveLength(0);
    const made = await stripe.transfers.create(params, { idempotencyKey: 'k1' });
    expect(made.lastResponse.headers['idempotent-replayed']).toBeUndefined();
  });

  it.each([
    ['409', 'StripeAPIError', 'lock_timeout'],
    ['429', 'StripeRateLimitError', 'rate_limit'],
  ] as const)('%s leaves the key free', async (kind, type, code) => {
    await using world = await fundedWorld();
    const { stripe, destination, test } = world;
    await test('/faults', { match: 'POST /v1/transfers', kind });
    const params = { ...usd(100), destination };
    const refused = stripe.transfers.create(params, { idempotencyKey: 'k1' });
    await expect(refused).rejects.toMatchObject({ type, code, statusCode: Number(kind) });
    await stripe.transfers.create(params, { idempotencyKey: 'k1' });
  });

  it('500 is kept under its key: only another key gets through', async () => {
    await using world = await fundedWorld();
    const { stripe, destination, test } = world;
    await test('/faults', { match: 'POST /v1/transfers', kind: '500' });
    const params = { ...usd(100), destination };
    for (const attempt of ['first', 'second']) {
      const failed = stripe.transfers.create(params, { idempotencyKey: 'k1' });
      await expect(failed, attempt).rejects.toMatchObject({ type: 'StripeAPIError', statusCode: 500 });
    }
    await stripe.transfers.create(params, { idempotencyKey: 'k2' });
    expect((await stripe.transfers.list()).data).toHaveLength(1);
  });

  it('match a route with its variable, and are cleared by DELETE', async () => {
    await using world = await fundedWorld();
    const { standIn, stripe, test } = world;
    await test('/faults', { match: 'GET /v1/customers/:id', kind: '429', times: 9 });
    const { id } = await stripe.customers.create({});
    await expect(stripe.customers.retrieve(id)).rejects.toMatchObject({ statusCode: 429 });
    await fetch(`${standIn.url}/_test/faults`, { method: 'DELETE' });
    await stripe.customers.retrieve(id);
  });
});

describe('requests', () => {
  it('without a key are refused, and every answer names its request', async () => {
    await using world = await openStandIn();
    const response = await fetch(`${world.standIn.url}/v1/balance`);
    expect(response.status).toBe(401);
    expect(response.headers.get('request-id')).toMatch(/^req_/);
  });

  it('to an endpoint that the stand-in lacks say so', async () => {
    await using world = await openStandIn();
    await expect(world.stripe.subscriptions.list()).rejects.toMatchObject({
      statusCode: 404,
      message: expect.stringContaining('GET: /v1/subscriptions'),
    });
  });
});

describe('the state on disk', () => {
  it('is there after a restart: objects, balance, replies and the clock', async () => {
    const options = { dir: join(dir, 'restart') };
    let first: Stripe.Transfer;
    let destination: string;
    {
      await using world = await openStandIn(options);
      await payIn(world.stripe, 10_000);
      destination = (await onboardedAccount(world)).id;
      first = await world.stripe.transfers.create({ ...usd(100), destination }, { idempotencyKey: 'k1' });
      await world.test('/clock', { nowSeconds: 2_000_000_000 });
    }
    await using world = await openStandIn(options);
    const { stripe } = world;
    expect(await stripe.transfers.retrieve(first.id)).toEqual(first);
    expect((await stripe.balance.retrieve()).available).toMatchObject([usd(9_580)]);
    const customer = await stripe.customers.create({}, { idempotencyKey: 'k2' });
    expect(customer.created).toBeGreaterThanOrEqual(2_000_000_000);
    await stripe.customers.create({}, { idempotencyKey: 'k2' });
    expect((await stripe.customers.list()).data).toHaveLength(1);
  });

  it('holds everything that was answered when the process is killed', { timeout: 60_000 }, async () => {
    const folder = join(dir, 'killed');
    const answered: string[] = [];
    for (let kill = 0; kill < 3; kill += 1) {
      const { child, port } = await spawnStandIn(folder);
      const stripe = stripeClient(port);
      const writing = writeUntilKilled(stripe, answered);
      await expect
        .poll(() => answered.length, { interval: 5, timeout: 20_000 })
        .toBeGreaterThan(20 * (kill + 1));
      child.kill('SIGKILL');
      await once(child, 'exit');
      await writing;
    }
    await using world = await openStandIn({ dir: folder });
    const kept = await world.stripe.paymentIntents.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 });
    const charges = await world.stripe.charges.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 });
    const moved = await world.stripe.balanceTransactions
      .list({ limit: 100 })
      .autoPagingToArray({ limit: 10_000 });
    const ids = new Set(kept.map(({ id }) => id));
    expect(answered.filter((id) => !ids.has(id))).toEqual([]);
    // A payment is whole or not there: never an intent without its charge and money.
    expect(kept.every(({ status }) => status === 'succeeded')).toBe(true);
    expect([charges.length, moved.length]).toEqual([kept.length, kept.length]);
  });
});

async function writeUntilKilled(stripe: Stripe, answered: string[]): Promise<void> {
  try {
    for (;;) answered.push((await payIn(stripe, 100)).id);
  } catch {
    // The connection ends with the process.
  }
}

async function spawnStandIn(folder: string): Promise<{ child: ChildProcess; port: number }> {
  const module = new URL('../../local/stripe/server.ts', import.meta.url).href;
  const script = `
    const { startStripe } = await import(${JSON.stringify(module)});
    console.log((await startStripe({ dir: ${JSON.stringify(folder)}, port: 0 })).port);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { child, port: Number(line) };
}
