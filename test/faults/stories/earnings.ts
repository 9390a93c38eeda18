import { chargeRefundWrites } from '../../../functions/adapters/charge-refunds.ts';
import { demoPolicy } from '../../../shared/policy.ts';
import { settledBatch } from '../../support/money-batches.ts';
import { callerWith } from '../callers.ts';
import type { FaultyMarket } from '../faulty-market.ts';
import { owes } from './owing.ts';
import { financeOf, newCustomer, newOwner, type PaidOwner, type Party, topUp } from './parties.ts';
import type { Outcome, Story } from './story.ts';

const day = 86_400;
/** What the owner was sent in all, less what was fetched back. */
async function sent(market: FaultyMarket, { stripeAccountId }: PaidOwner): Promise<number> {
  const { data } = await market.onlooker.transfers.list({ destination: stripeAccountId, limit: 100 });
  return data.reduce((sum, { amount, amount_reversed }) => sum + amount - amount_reversed, 0);
}

const released = async (market: FaultyMarket, { id }: PaidOwner) =>
  (await market.looking(() => market.cloud.deps.ledger.ownerBalance(id))).releasedMicroUsd;

/** What two owners earned on the same days is released together. */
async function together(market: FaultyMarket, customer: Party, no: string): Promise<void> {
  const both = [await newOwner(market, `Ann ${no}`), await newOwner(market, `Bea ${no}`)];
  for (let days = 1; days <= 4; days++) {
    const batchId = market.cloud.deps.newId('batch');
    const work = both.map(({ id }) => ({
      ownerId: id,
      requests: 2,
      referenceMicros: 2_000_000_000,
      energyMilliWattHours: 1,
    }));
    await market.looking(() =>
      settledBatch(market.cloud.deps, { customerId: customer.id, batchId, heldMicroUsd: 400_000n }, work),
    );
    await market.drain();
    market.advanceSeconds(2 * day);
    await market.timerUntil('releaseEarnings', async () => {
      const all = await Promise.all(both.map((each) => released(market, each)));
      return all.every((microUsd) => microUsd === BigInt(days) * 90_000n);
    });
  }
}

/** Another proposal for the same charge, which was approved at the same moment: one of them is overtaken. */
const approvedToo = ({ cloud, looking }: FaultyMarket, id = '') =>
  looking(async () => {
    const { chargeRefunds, commit, newId } = cloud.deps;
    await commit([chargeRefundWrites.create({ ...(await chargeRefunds.get(id)), refundId: newId('crf') })]);
  });

/** Work that is settled, held back, released and paid; then its charge is given back, and so is the pay. */
export const earnings: Story = {
  name: 'earnings',
  options: {
    policy: { ...demoPolicy, auditShare: 0, holdbackSeconds: day },
  },
  async tell(market, no) {
    const finance = financeOf(market);
    const approver = callerWith(market, market.approverKey);
    market.advanceSeconds(31 * day);
    const customer = await newCustomer(market, `Acme ${no}`);
    await topUp(market, customer, 20);
    const owner = await newOwner(market, `Olga ${no}`);
    await together(market, customer, no);
    const batchId = market.cloud.deps.newId('batch');
    const work = { requests: 4, referenceMicros: 6_000_000_000, energyMilliWattHours: 1 };
    const owing = await newOwner(market, `Owen ${no}`);
    const owingBatchId = market.cloud.deps.newId('batch');
    const settled = (name: string, ownerId: string) => {
      const batch = { customerId: customer.id, batchId: name, heldMicroUsd: 400_000n };
      return market.looking(() => settledBatch(market.cloud.deps, batch, [{ ...work, ownerId }]));
    };
    const isReleased = (each: PaidOwner) => async () => (await released(market, each)) === 270_000n;
    // One after the other: what is due alone is released by itself.
    for (const [name, each] of [
      [batchId, owner],
      [owingBatchId, owing],
    ] as const) {
      await settled(name, each.id);
      await market.drain();
      market.advanceSeconds(2 * day);
      await market.timerUntil('releaseEarnings', isReleased(each));
    }
    const sentNow = () => sent(market, owner);
    await market.losing(['pay'], () => market.timer('planPayouts'));
    await market.timerUntil('planPayouts', async () => {
      await market.timer('sweepBatches');
      return (await sentNow()) === 27 && (await sent(market, owing)) === 27;
    });
    await market.timerUntil('sweepBatches', async () => (await released(market, owner)) === 0n);
    const settle_key = `batch/${batchId}/settle/1`;
    type Asked = { id: string; settle_key: string; state: string };
    const refund = async (states: readonly string[]): Promise<Asked | undefined> =>
      (await finance.get('/finance/charge_refunds')).data.find(
        (each: Asked) => each.settle_key === settle_key && states.includes(each.state),
      );
    const propose = async () => {
      await finance.post(
        '/finance/charge_refunds',
        { settle_key, reason: 'wrong' },
        { look: () => refund(['proposed']) },
      );
      return (await refund(['proposed']))?.id;
    };
    const decide = (id: string | undefined, how: string) =>
      approver.post(
        `/finance/charge_refunds/${id}/${how}`,
        how === 'reject' ? { reason: 'look again' } : {},
        {
          look: async () => ((await refund(['proposed'])) ? undefined : {}),
        },
      );
    await decide(await propose(), 'reject');
    await market.losing(['refund-charge'], async () => {
      const approved = await propose();
      await decide(approved, 'approve');
      await approvedToo(market, approved);
      await market.drain();
    });
    await market.losing(['take-back'], () =>
      market.timerUntil('sweepBatches', async () => (await refund(['executed'])) !== undefined),
    );
    await market.timerUntil(
      'sweepBatches',
      async () => (await sentNow()) === 0 && (await refund(['approved'])) === undefined,
    );
    const charge = { customerId: customer.id, settleKey: `batch/${owingBatchId}/settle/1` };
    const outcome: Outcome = {
      ...(await owes(market, owing, charge)),
      overtaken: (await finance.get('/finance/charge_refunds')).data.filter(
        (each: Asked) => each.settle_key === settle_key && each.state === 'rejected',
      ).length,
      sent: await sentNow(),
      refund: (await refund(['executed']))?.state,
      balance: (await customer.get('/balance')).available_micro_usd,
      owned: String(await released(market, owner)),
    };
    return outcome;
  },
};
