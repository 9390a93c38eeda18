import { setTimeout as pause } from 'node:timers/promises';
import type { z } from 'zod';
import { call } from '../../local/demo/api.ts';
import { stripeAt } from '../../local/wiring.ts';
import type { ProofReply } from '../../shared/contract/finance.ts';
import type { topUpList } from '../../shared/contract/top-ups.ts';
import type { Accepted } from './accepted.ts';
import type { ChaosMarket } from './chaos-market.ts';
import type { Customers } from './customers.ts';
import type { Verdicts } from './verdicts.ts';

type Checked = { market: ChaosMarket; accepted: Accepted; verdicts: Verdicts };

/** A lease that nobody heard of lasts a minute, and a message that was taken with it: the sweep is quicker than three. */
const endsWithinMillis = 180_000;

/** Everything runs: all that was accepted must come to its end by itself. What has not is lost. */
export async function untilAtRest({
  market: { deps },
  customers,
  accepted,
  verdicts,
}: Checked & { customers: Customers }): Promise<void> {
  const until = performance.now() + endsWithinMillis;
  const isFileOpen = async () => {
    for await (const name of deps.batches.open())
      if ((await deps.batches.get(name)).kind === 'file') return true;
    return false;
  };
  while (accepted.open().length > 0 || (await isFileOpen())) {
    if (performance.now() > until) break;
    if ((await customers.lookAfter(1_000)) === 0) await pause(500);
  }
  for (const { batchId, expected } of accepted.open())
    verdicts.lost(...expected.map(({ customId }) => `${customId} of ${batchId} has not ended in 3 minutes`));
  if (accepted.open().length === 0 && (await isFileOpen()))
    verdicts.violation('a batch that has ended is not at rest after 3 minutes');
}

/** The market's own proof, then what Stripe and the customers say of the same money. */
export async function checkMoney({ market, accepted, verdicts }: Checked): Promise<void> {
  const { url, state } = market;
  const proofNow = () => call<ProofReply>(`${url}/v1/finance/proof`, { key: state.financeKey ?? '' });
  let proof = await proofNow();
  // What moved last is on its way into the journal and to Stripe for a moment.
  for (let tries = 0; tries < 30 && !(proof.holds && proof.unmatched === 0); tries++) {
    await pause(1_000);
    proof = await proofNow();
  }
  for (const { id, name, detail } of proof.invariants.filter(({ holds }) => !holds))
    verdicts[id === 13 ? 'paidTwice' : 'violation'](`invariant ${id}, ${name}: ${detail}`);
  if (proof.sumMicroUsd !== 0 || proof.unmatched !== 0)
    verdicts.violation(`the proof: ${JSON.stringify(proof.unmatchedItems)}`);
  await checkTransfers(market, verdicts);
  await checkTopUps({ market, accepted, verdicts });
}

/** Each payout that counts as paid is one transfer, and there is no other. */
async function checkTransfers({ deps, state, stripePort }: ChaosMarket, verdicts: Verdicts): Promise<void> {
  const payouts = (
    await Promise.all(state.owners.map(({ ownerId }) => Array.fromAsync(deps.payouts.of(ownerId))))
  ).flat();
  const paid = new Set(payouts.flatMap(({ stripeTransferId }) => stripeTransferId ?? []));
  for await (const { id, amount } of stripeAt(stripePort).transfers.list({ limit: 100 }))
    if (!paid.delete(id))
      verdicts.paidTwice(`transfer ${id} of ${amount} cents belongs to no payout, or to one of another`);
  for (const id of paid) verdicts.violation(`Stripe has no transfer ${id}`);
}

/** Each page that was paid is one charge and one top-up. */
async function checkTopUps({ market, accepted, verdicts }: Checked): Promise<void> {
  const { url, state, stripePort } = market;
  const key = state.customer?.apiKey ?? '';
  const paid = new Set<string>();
  for (let after = '', hasMore = true; hasMore; ) {
    const page = await call<z.infer<typeof topUpList>>(`${url}/v1/top_ups?limit=100${after}`, { key });
    for (const { id, status } of page.data) if (status === 'paid') paid.add(id);
    after = `&after=${page.last_id}`;
    hasMore = page.has_more;
  }
  for (const id of accepted.topUps())
    if (!paid.has(id)) verdicts.lost(`top-up ${id} was paid and is not on the balance`);
  const charges = await Array.fromAsync(stripeAt(stripePort).charges.list({ limit: 100 }));
  const succeeded = charges.filter(({ status }) => status === 'succeeded');
  if (succeeded.length !== paid.size)
    verdicts.paidTwice(`${succeeded.length} charges for ${paid.size} top-ups`);
}
