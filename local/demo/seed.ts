import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { z } from 'zod';
import { credentialWrites } from '../../functions/adapters/credentials.ts';
import { financePersonWrites } from '../../functions/adapters/finance-people.ts';
import { newApiKey } from '../../functions/edge/new-secret.ts';
import type { createCustomerReply, createOwnerReply } from '../../shared/contract/finance.ts';
import type { balanceReply } from '../../shared/contract/prepaid.ts';
import type { topUpObject } from '../../shared/contract/top-ups.ts';
import { financeRights } from '../../shared/finance-right.ts';
import { isRefusal } from '../../shared/refusal.ts';
import type { Cloud as WholeCloud } from '../cloud.ts';
import { call } from './api.ts';
import type { DemoStore } from './state.ts';

/** What a seed needs of it. */
type Cloud = Pick<WholeCloud, 'url' | 'deps' | 'timers' | 'stripeStandIn'>;

export const demoOwners = [
  { name: 'Ada, two cars', tariffMicroUsdPerKwh: 187_000 },
  { name: 'Bo, one car', tariffMicroUsdPerKwh: 110_000 },
];

const topUpUsd = 10;

/** The demo's people: finance, an operator, a customer with a prepaid balance, two owners with accounts at Stripe. Each once. */
export async function seedDemo(cloud: Cloud, store: DemoStore, tell: (line: string) => void): Promise<void> {
  const financeKey = await seedFinance(cloud, store);
  await seedOperator(cloud, store);
  const { state, save } = store;
  if (!state.customer)
    save({
      customer: await call<z.infer<typeof createCustomerReply>>(`${cloud.url}/v1/finance/customers`, {
        key: financeKey,
        body: { name: 'Demo customer' },
      }),
    });
  for (const owner of demoOwners.slice(store.state.owners.length)) {
    const made = await call<z.infer<typeof createOwnerReply>>(`${cloud.url}/v1/finance/owners`, {
      key: financeKey,
      body: owner,
    });
    if (cloud.stripeStandIn)
      await call(`${cloud.stripeStandIn}/_test/accounts/${made.stripeAccountId}/onboard`, { body: {} });
    else tell(`Stripe wants details of ${owner.name}: POST /v1/owner/onboarding_links gives the page.`);
    save({
      owners: [...store.state.owners, { ownerId: made.ownerId, apiKey: made.apiKey, name: owner.name }],
    });
  }
  await topUp(cloud, store.state.customer?.apiKey ?? '', tell);
}

/** Two people: what one makes, the other approves. */
const demoPeople = [
  { personId: 'finance', name: 'Demo finance', key: 'financeKey' },
  { personId: 'approver', name: 'Demo approver', key: 'approverKey' },
] as const;

/** The first people's keys can't come from an API that wants one. Gives the first one's. */
async function seedFinance({ deps }: Cloud, store: DemoStore): Promise<string> {
  for (const { personId, name, key } of demoPeople) {
    const secret = store.state[key] ?? newApiKey(deps.randomBytes).secret;
    store.save({ [key]: secret });
    const person = {
      personId,
      name,
      email: `${personId}@example.com`,
      may: financeRights,
      keySha256: sha256(secret),
      createdAt: deps.now(),
    };
    await commitOnce(deps, financePersonWrites.create(person));
  }
  return store.state.financeKey ?? '';
}

/** Nor can an operator's, who has no route that makes one: on AWS operators sign in. */
async function seedOperator({ deps }: Cloud, store: DemoStore): Promise<void> {
  const secret = store.state.operatorKey ?? newApiKey(deps.randomBytes).secret;
  store.save({ operatorKey: secret });
  const credential = { role: 'operator', principalId: 'operator' } as const;
  await commitOnce(deps, [credentialWrites.create(sha256(secret), credential)]);
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** What an earlier start has written stays. */
async function commitOnce({ commit }: Cloud['deps'], writes: Parameters<Cloud['deps']['commit']>[0]) {
  try {
    await commit(writes);
  } catch (error) {
    if (!isRefusal(error, 'conflict')) throw error;
  }
}

/** Through a Checkout session, paid as a person would, and asked after at Stripe. A customer who ever had money has paid. */
async function topUp(cloud: Cloud, key: string, tell: (line: string) => void): Promise<void> {
  const balance = async () =>
    (await call<z.infer<typeof balanceReply>>(`${cloud.url}/v1/balance`, { key })).available_micro_usd;
  if ((await balance()) > 0) return;
  const session = await call<z.infer<typeof topUpObject>>(`${cloud.url}/v1/top_ups`, {
    key,
    body: { amount_usd: topUpUsd, save_card: true },
  });
  if (cloud.stripeStandIn)
    await call(`${cloud.stripeStandIn}/_test/checkout/sessions/${session.checkout_session}/pay`, {
      body: {},
    });
  else tell(`Pay the top-up with a test card: ${session.url}`);
  for (;;) {
    await cloud.timers.pollStripe();
    if ((await balance()) > 0) return;
    await pause(cloud.stripeStandIn ? 100 : 3_000);
  }
}
