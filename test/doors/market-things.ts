import { reversalWrites } from '../../functions/adapters/reversals.ts';
import { demoPolicy } from '../../shared/policy.ts';
import { customerApi } from '../support/customer-api.ts';
import { embeddingLine, type Market, sentences } from '../support/market-rig.ts';
import type { MarketThings } from './requests.ts';
import type { CustomerTenant } from './things.ts';

/** A market in which what is large takes two people, and nothing is checked by chance. */
export const strictPolicy = {
  ...demoPolicy,
  ...{ auditShare: 0, payoutsNeedApproval: true, singlePersonMicroUsd: 500_000_000n },
};

/** One of each thing that finance decides on, open as long as it can be. */
export async function marketThings(
  market: Market,
  { customerId }: Pick<CustomerTenant, 'customerId'>,
): Promise<MarketThings> {
  const finance = customerApi(market, market.financeKey);
  const idOf = async (path: string, body: object = {}) => {
    const { status, body: made } = await finance.post(`/finance${path}`, body);
    if (status >= 300 || made.id === undefined) throw new Error(`${path}: ${status} ${JSON.stringify(made)}`);
    return String(made.id);
  };
  const settleKey = await settledBatch(market);
  await idOf('/bank_statements', { account: 'main', format: 'csv', text: unmatchedLine(market.now()) });
  const made = {
    customer_id: customerId,
    owner_id: market.owners[0]?.ownerId ?? '',
    person_id: await idOf('/people', { name: 'Ann', email: 'ann@example.com', may: ['make'] }),
    halt_id: await haltOf(market),
    reversal_id: await proposedReversal(market, settleKey),
    reconciliation_id: await idOf('/reconciliations'),
    run_id: await idOf('/payout_runs'),
    refund_id: await idOf('/charge_refunds', { settle_key: settleKey, percent: 100, reason: 'Late' }),
    proposal_id: await idOf(`/customers/${customerId}/promo`, {
      ...{ grant_id: 'large', amount_micro_usd: 900_000_000_000, reason: 'Welcome' },
    }),
    invoice_id: `${customerId}-1`,
    settleKey,
  };
  await market.cloud.events.drain();
  const [open] = await market.cloud.deps.exceptions.open();
  if (!open) throw new Error("the bank's line was explained");
  return { ...made, exception_id: open.exceptionId };
}

async function haltOf(market: Market): Promise<string> {
  const operator = customerApi(market, market.operatorKey);
  const { body } = await operator.post('/operator/halts', { model: 'tesseract-eng', reason: 'a test' });
  return String(body.id);
}

/** What the bank tells and nothing explains. */
function unmatchedLine(now: number): string {
  const day = new Date(now - 3 * 86_400_000).toISOString().slice(0, 10);
  return `booked_on,value_on,amount,currency,counterparty,text,reference,end_to_end_id\n${day},${day},12.34,USD,Somebody,a gift,r1,e1\n`;
}

async function settledBatch(market: Market): Promise<string> {
  const vehicle = await market.vehicle(0, ['parkade-embed-1']);
  const { id } = await market.submit(sentences(40).map((text, no) => embeddingLine(`line-${no}`, text)));
  await market.work(vehicle);
  return `batch/${id}/settle/1`;
}

/** Of an entry that none could be made for: to be decided on, it need only be there. */
async function proposedReversal({ cloud: { deps } }: Market, businessKey: string): Promise<string> {
  const reversalId = deps.newId('rev');
  const proposed = { reversalId, businessKey, reason: 'x', state: 'proposed' as const };
  await deps.commit([reversalWrites.propose({ ...proposed, madeBy: 'fin_other', madeAt: deps.now() })]);
  return reversalId;
}
