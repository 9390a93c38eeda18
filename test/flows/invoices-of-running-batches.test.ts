import { afterAll, beforeAll, expect, test } from 'vitest';
import { batchWrites } from '../../functions/adapters/batches.ts';
import { holdWrites } from '../../functions/adapters/holds.ts';
import { ledgerWrites } from '../../functions/adapters/ledger.ts';
import { planInvoices } from '../../functions/market/plan-invoices.ts';
import { settle } from '../../shared/settlement.ts';
import { sampleBatch } from '../shared/sample-task.ts';
import { type BillingRig, startBilling } from '../support/billing-rig.ts';
import { invoicedCustomers } from '../support/invoiced-customers.ts';
import { finishedTask } from '../support/money-batches.ts';

const daySeconds = 86_400;
let rig: BillingRig;
let invoices: ReturnType<typeof invoicedCustomers>;
beforeAll(async () => {
  rig = await startBilling();
  invoices = invoicedCustomers(rig);
});
afterAll(() => rig.close());

/** A batch that runs: it holds so much, and of it so much is charged. */
async function running(customerId: string, heldMicroUsd: bigint, chargedMicroUsd: bigint): Promise<string> {
  const { deps } = rig;
  const batchId = await rig.hold(customerId, heldMicroUsd);
  await deps.commit([batchWrites.create(sampleBatch({ customerId, batchId, tasks: 0 }))]);
  const work = { ownerId: 'o', requests: 1, energyMilliWattHours: 1 };
  const { entry, hold } = settle({
    hold: await deps.holds.get(batchId),
    tasks: [
      finishedTask({ customerId, batchId }, [
        { ...work, referenceMicros: Number(chargedMicroUsd) * 1_000_000 },
      ]),
    ],
    priceMicroUsd: 1,
    leastMicroUsd: 0n,
    ownerSharePercent: 75,
    now: deps.now(),
  });
  await deps.commit([ledgerWrites.post(entry), holdWrites.settle(hold)]);
  return batchId;
}

const invoiceNow = (customer_id: string) => rig.finance('POST', '/v1/finance/invoices', { customer_id });

test('what a running batch holds is not invoiced: what it was charged is, and the rest once it is charged', async () => {
  const { customerId } = await invoices.invoicedCustomer(0n);
  const batchId = await running(customerId, 40_000_000n, 7_000_000n);
  const { body } = await invoiceNow(customerId);
  expect(body).toMatchObject({ status: 'pending', amount_micro_usd: 7_000_000 });
  await rig.drain();
  // Nothing more was charged since.
  expect((await invoiceNow(customerId)).status).toBe(409);
  await rig.release(batchId);
  expect((await invoiceNow(customerId)).status).toBe(409);
  expect(await rig.balance(customerId)).toMatchObject({
    availableMicroUsd: 93_000_000n,
    receivableMicroUsd: 7_000_000n,
  });
});

test('given credit pays for what is charged first, and is invoiced to nobody', async () => {
  const { customerId } = await invoices.invoicedCustomer(0n);
  await rig.finance('POST', `/v1/finance/customers/${customerId}/promo`, {
    grant_id: 'welcome',
    amount_micro_usd: 5_000_000,
    reason: 'A welcome',
  });
  await rig.drain();
  await running(customerId, 40_000_000n, 7_000_000n);
  expect((await invoiceNow(customerId)).body).toMatchObject({ amount_micro_usd: 2_000_000 });
});

test('a batch that ends while the invoice is written is not asked for', async () => {
  const { customerId } = await invoices.invoicedCustomer(0n);
  const batchId = await running(customerId, 40_000_000n, 12_000_000n);
  rig.advanceSeconds(31 * daySeconds);
  let isFirst = true;
  const deps = Object.create(rig.deps, {
    batches: {
      value: {
        ...rig.deps.batches,
        openOf: async (of: string) => {
          if (of === customerId && isFirst) {
            isFirst = false;
            await rig.release(batchId);
          }
          return rig.deps.batches.openOf(of);
        },
      },
    },
  }) as typeof rig.deps;
  await planInvoices(deps)();
  await rig.drain();
  expect(isFirst).toBe(false);
  expect(await invoices.only(customerId)).toMatchObject({ status: 'open', amount_micro_usd: 12_000_000 });
});
