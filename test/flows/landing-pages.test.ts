import { afterAll, beforeAll, expect, test } from 'vitest';
import { customerRouter } from '../../functions/customer/router.ts';
import { type BillingRig, startBilling } from '../support/billing-rig.ts';
import { newOwner } from '../support/money-rig.ts';

let rig: BillingRig;
beforeAll(async () => {
  rig = await startBilling();
});
afterAll(() => rig.close());

/** As a browser that was sent there: without a key. */
async function pageAt(url: string | null) {
  const { origin, pathname } = new URL(url ?? '');
  expect(origin).toBe(rig.deps.publicUrl);
  const reply = await customerRouter(rig.deps).request(pathname);
  const { status, headers } = reply;
  return { status, policy: headers.get('content-security-policy'), html: await reply.text() };
}

const expectPlain = ({ status, policy, html }: Awaited<ReturnType<typeof pageAt>>) => {
  expect(status).toBe(200);
  expect(policy).toContain("default-src 'none'");
  expect(html).not.toMatch(/<script|<form|src=|href=/);
};

test('who has paid, or gone back without, is told what happens next', async () => {
  const { call } = await rig.newCustomer();
  const { body } = await call('POST', '/v1/top_ups', { amount_usd: 25 });
  const session = await rig.stripe.checkout.sessions.retrieve(body.checkout_session);
  const paid = await pageAt(session.success_url);
  expectPlain(paid);
  expect(paid.html).toContain('GET /v1/balance');
  const left = await pageAt(session.cancel_url);
  expectPlain(left);
  expect(left.html).toContain('no money was taken');
});

test('who has been through onboarding, or came with a link too old, is told so', async () => {
  const { apiKey, stripeAccountId } = await newOwner(rig, { onboarded: false });
  const { status, body } = await rig.owner(apiKey)('POST', '/v1/owner/onboarding_links');
  expect(status).toBe(200);
  const through = await fetch(body.url, { method: 'POST', redirect: 'manual' });
  const done = await pageAt(through.headers.get('location'));
  expectPlain(done);
  expect(done.html).toContain('Stripe checks what you entered');
  rig.advanceSeconds(3_600);
  const late = await fetch(body.url, { redirect: 'manual' });
  const expired = await pageAt(late.headers.get('location'));
  expectPlain(expired);
  expect(expired.html).toContain('onboarding_links');
  expect(stripeAccountId).toMatch(/^acct_/);
});
