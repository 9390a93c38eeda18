import { topUpCustomer } from '../../../functions/market/top-up-customer.ts';
import { demoPolicy } from '../../../shared/policy.ts';
import { embeddingLine } from '../../support/market-rig.ts';
import type { TestVehicle } from '../../support/test-vehicle.ts';
import type { FaultyMarket } from '../faulty-market.ts';
import { batchOf } from './batches.ts';
import { atStripe, financeOf, newCustomer, type Party, topUp } from './parties.ts';
import type { Outcome, Story } from './story.ts';

const day = 86_400;
const requests = [{ custom_id: 'a', body: embeddingLine('a', 'a parked car').body }];
/** Holds six dollars. */
const spend = (customer: Party, name: string) =>
  batchOf(customer, name, { requests, endpoint: '/v1/embeddings' });

const balanceOf = async (customer: Party) => (await customer.get('/balance')).available_micro_usd;

/** A card that is charged by itself, then one that is declined, and what the customer does about it. */
async function automatic(market: FaultyMarket, no: string): Promise<Outcome> {
  const customer = await newCustomer(market, `Auto ${no}`);
  await topUp(market, customer, 20, { save_card: true });
  await customer.put('/auto_top_up', { below_usd: 15, amount_usd: 30 });
  await spend(customer, `auto-${no}`);
  await market.drain();
  await market.timerUntil('sweepTopUps', async () => (await balanceOf(customer)) === 44_000_000);
  const { stripeCustomerId = '' } = await market.looking(() => market.cloud.deps.customers.get(customer.id));
  const { data } = await market.looking(() =>
    market.onlooker.paymentMethods.list({ customer: stripeCustomerId, type: 'card' }),
  );
  await atStripe(market, `/payment_methods/${data[0]?.id}/become`, { token: 'tok_chargeCustomerFail' });
  await market.losing(['stripe-event', 'top-up'], async () => {
    for (let each = 0; each < 5; each++) await spend(customer, `more-${no}-${each}`);
    await market.drain();
    // From its first word to its last by one who does not give up, and whom nobody overtakes.
    await market.persist(() => topUpCustomer(market.cloud.deps)({ customerId: customer.id }));
  });
  const told = async () => await customer.get('/auto_top_up');
  // Nobody hears Stripe's own word of it meanwhile.
  await market.losing(['stripe-event'], () =>
    market.timerUntil('sweepTopUps', async () => (await told()).status === 'paused'),
  );
  const begun = await market.looking(() => market.cloud.deps.topUps.list(customer.id, { limit: 100 }));
  const charged = begun.find(({ kind, state }) => kind === 'automatic' && state === 'paid');
  if (!charged) throw new Error('no card was charged');
  const { intent } = await market.persist(() => market.cloud.deps.stripe.checkout.seeTopUp(charged));
  const open = await customer.post('/top_ups', { amount_usd: 10 });
  await atStripe(market, `/checkout/sessions/${open.checkout_session}/pay`);
  // Paid, and not on the balance yet.
  await customer.get('/top_ups');
  await market.timerUntil('pollStripe', async () =>
    (await customer.get('/top_ups')).data.every(({ status }: { status: string }) => status !== 'open'),
  );
  await customer.delete('/auto_top_up');
  return { automatic: (await balanceOf(customer)) > 0, told: (await told()).status, seen: intent?.status };
}

/** Stripe has nothing to give back of for now. */
async function payAllOut({ onlooker }: FaultyMarket): Promise<void> {
  const { available } = await onlooker.balance.retrieve();
  const amount = available.find(({ currency }) => currency === 'usd')?.amount ?? 0;
  if (amount > 0) await onlooker.payouts.create({ amount, currency: 'usd' });
}

async function refunded(market: FaultyMarket, no: string): Promise<Outcome> {
  const customer = await newCustomer(market, `Refunded ${no}`);
  await topUp(market, customer, 20);
  await payAllOut(market);
  await atStripe(market, '/settings', { refundsShortOfMoney: 'refuse' });
  const refunds = async () => (await customer.get('/refunds')).data;
  await market.losing(['refund'], async () => {
    await customer.post('/refunds', { amount_usd: 5 }, { look: async () => (await refunds())?.[0] });
    await market.drain();
  });
  await market.timerUntil('resendRefunds', async () => {
    const [waiting] = await market.looking(() => Array.fromAsync(market.cloud.deps.refunds.of(customer.id)));
    return (waiting?.refusals ?? 0) > 1;
  });
  await atStripe(market, '/settings', { refundsShortOfMoney: 'overdraw' });
  await market.timerUntil('resendRefunds', async () => {
    await market.timer('pollStripe');
    return (await refunds())?.[0]?.status === 'sent';
  });
  const [made] = await refunds();
  await customer.get(`/refunds/${made.id}`);
  return { refunded: await balanceOf(customer), refunds: (await refunds()).length };
}

/** A dispute that is lost and one that is won; a warning of fraud. Finance looks, and lets the customer go on. */
async function disputed(market: FaultyMarket, no: string): Promise<Outcome> {
  const finance = financeOf(market);
  const customer = await newCustomer(market, `Disputed ${no}`);
  const chargeOf = async () => {
    const [payment] = await market.looking(() => market.cloud.deps.payments.of(customer.id));
    return payment?.chargeId;
  };
  await topUp(market, customer, 20);
  const first = await chargeOf();
  const named = await market.persist(() => market.cloud.deps.stripe.reads.findPayment(first ?? ''));
  const frozen = async () =>
    (await market.looking(() => market.cloud.deps.customerBalances.of(customer.id))).frozenBy;
  await atStripe(market, `/charges/${first}/warn`, {});
  await market.timerUntil('pollStripe', async () => (await frozen()).length > 0);
  await finance.get('/finance/fraud_warnings');
  const [reason = ''] = await frozen();
  await finance.post(
    `/finance/customers/${customer.id}/thaw`,
    { reason },
    {
      look: async () => ((await frozen()).length === 0 ? {} : undefined),
    },
  );
  const { id } = await atStripe(market, `/charges/${first}/dispute`, {});
  await market.timer('pollStripe');
  await atStripe(market, `/disputes/${id}/decide`, { status: 'won', returnsFee: true });
  await market.timerUntil('pollStripe', async () => (await frozen()).length === 0);
  await topUp(market, customer, 20);
  const { latest } = { latest: await chargeOf() };
  const lost = await atStripe(market, `/charges/${latest}/dispute`, {});
  await market.timerUntil('pollStripe', async () => (await frozen()).length > 0);
  await atStripe(market, `/disputes/${lost.id}/decide`, { status: 'lost' });
  await market.timerUntil('pollStripe', async () => (await balanceOf(customer)) === 20_000_000);
  // Won after all: nobody has to lift it.
  await atStripe(market, `/disputes/${lost.id}/reinstate`, { wins: true });
  await market.timerUntil(
    'pollStripe',
    async () => (await balanceOf(customer)) === 40_000_000 && (await frozen()).length === 0,
  );
  return { disputed: await balanceOf(customer), named: named?.topUp.chargeId === first };
}

/** Credit that is given and ends; terms, an invoice that is paid, one that is void and one that is given up. */
async function invoiced(market: FaultyMarket, no: string): Promise<Outcome> {
  const finance = financeOf(market);
  const customer = await newCustomer(market, `Invoiced ${no}`);
  const promo = {
    grant_id: `g-${no}`,
    amount_micro_usd: 5_000_000,
    reason: 'A welcome',
    expires_at: Math.floor(market.now() / 1_000) + 10 * day,
  };
  await finance.post(`/finance/customers/${customer.id}/promo`, promo);
  // Asked again, it is told as it is.
  await finance.post(`/finance/customers/${customer.id}/promo`, promo);
  await market.drain();
  await market.timerUntil('sweepCredit', async () => (await balanceOf(customer)) === 5_000_000);
  market.advanceSeconds(12 * day);
  await market.timerUntil('expirePromo', async () => (await balanceOf(customer)) === 0);
  await finance.put(`/finance/customers/${customer.id}/terms`, {
    credit_limit_micro_usd: 50_000_000,
    invoice: 'monthly',
    email: 'books@acme.example',
  });
  await market.drain();
  await market.timerUntil('sweepCredit', async () => (await balanceOf(customer)) === 50_000_000);
  const list = async () =>
    (await market.looking(() => finance.once('GET', `/finance/invoices?customer_id=${customer.id}`))).body
      .data;
  const askFor = (count: number) =>
    finance.post(
      '/finance/invoices',
      { customer_id: customer.id },
      { look: async () => ((await list()).length >= count ? {} : undefined) },
    );
  /** The month is over: nobody has to ask. */
  const byTheTimer = async (count: number) => {
    market.advanceSeconds(31 * day);
    await market.timerUntil('planInvoices', async () => (await list()).length >= count);
  };
  const invoice = async (name: string, count: number, plan = askFor) => {
    const batchId = await spend(customer, `${name}-${no}`);
    await market.timerUntil('sweepBatches', async () => {
      await market.plan.quietly(() => vehicle.workUntilIdle());
      await market.drain();
      return (await charged(customer, batchId)) > 0;
    });
    await plan(count);
    await market.drain();
    await market.timerUntil('followInvoices', async () =>
      (await list()).every((each: { status: string }) => each.status !== 'pending'),
    );
    return (await list()).find((each: { status: string }) => each.status === 'open');
  };
  const invoiceOf = async (id: string) => (await list()).find((each: { id: string }) => each.id === id);
  const stripeIdOf = async (id: string) => {
    const name = { customerId: customer.id, invoiceNo: invoiceNoOf(id) };
    return (await market.looking(() => market.cloud.deps.invoices.get(name))).stripeInvoiceId;
  };
  const paid = await invoice('paid', 1);
  await atStripe(market, `/invoices/${await stripeIdOf(paid.id)}/pay`);
  await market.timerUntil('pollStripe', async () => (await invoiceOf(paid.id)).status === 'paid');
  const voided = await invoice('void', 2);
  const again = await sentAgain(market, { customerId: customer.id, invoiceNo: invoiceNoOf(voided.id) });
  await finance.post(`/finance/invoices/${voided.id}/void`, {});
  await market.drain();
  await market.timerUntil('followInvoices', async () => (await invoiceOf(voided.id)).status === 'void');
  const givenUp = await invoice('up', 3, byTheTimer);
  await finance.post(`/finance/invoices/${givenUp.id}/uncollectible`, {});
  await market.drain();
  await market.timerUntil(
    'followInvoices',
    async () => (await invoiceOf(givenUp.id)).status === 'uncollectible',
  );
  await customer.get('/invoices');
  await customer.get('/usage');
  return {
    invoiced: await balanceOf(customer),
    again,
    invoices: (await list()).map(({ status }: { status: string }) => status).sort(),
  };
}

const invoiceNoOf = (id: string) => Number(id.split('-').at(-1));

/** Whoever sends an invoice whose name at Stripe is known finds it. */
async function sentAgain(
  { cloud, looking, persist }: FaultyMarket,
  name: { customerId: string; invoiceNo: number },
): Promise<boolean> {
  const { customers, invoices, stripe } = cloud.deps;
  const invoice = await looking(() => invoices.get(name));
  const { stripeCustomerId = '' } = await looking(() => customers.get(name.customerId));
  const to = { stripeCustomerId, email: 'books@acme.example' };
  return (await persist(() => stripe.payments.sendInvoice(invoice, to))) === invoice.stripeInvoiceId;
}

const charged = async (customer: Party, batchId: string): Promise<number> =>
  (await customer.get(`/batches/${batchId}`)).x_parkade.charged_micro_usd;

let vehicle: TestVehicle;

export const payments: Story = {
  name: 'payments',
  options: { policy: { ...demoPolicy, auditShare: 0, minimumBatchMicroUsd: 6_000_000n } },
  async begin(market) {
    vehicle = await market.vehicle(0, ['parkade-embed-1']);
  },
  async tell(market, no) {
    await atStripe(market, '/fees', { amount: 1_234 });
    return {
      ...(await automatic(market, no)),
      ...(await refunded(market, no)),
      ...(await disputed(market, no)),
      ...(await invoiced(market, no)),
    };
  },
};
