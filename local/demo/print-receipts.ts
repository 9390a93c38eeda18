import Table from 'cli-table3';
import { formatUsd } from '../../shared/money.ts';
import type { Receipts } from './receipts.ts';

/** Three tables: what the customer paid, what each owner got, and whether the books explain it. */
export function receiptTables({ policy, requests, customer, owners, proof, seconds }: Receipts): string {
  const paid = table(['customer', 'requests', 'succeeded', 'failed', 'quoted at most', 'charged', 'seconds']);
  paid.push([
    'Demo customer',
    requests.accepted,
    requests.succeeded,
    requests.failed,
    usd(customer.quotedMicroUsd),
    usd(customer.chargedMicroUsd),
    seconds.toFixed(1),
  ]);
  const earned = table([
    'owner',
    'vehicles',
    'requests',
    'gross',
    'energy',
    'wear',
    'net',
    'Stripe transfer',
  ]);
  for (const owner of owners)
    earned.push([
      owner.ownerId,
      owner.vehicles,
      owner.requests,
      usd(owner.grossMicroUsd),
      `${owner.energyWh.toFixed(3)} Wh = ${usd(owner.energyMicroUsd)}`,
      usd(owner.wearMicroUsd),
      usd(owner.netMicroUsd),
      owner.stripeTransferId ?? 'under a cent: carried',
    ]);
  const proved = table([
    "finance's proof",
    'entries',
    'sum of all postings',
    'explained at Stripe',
    'unmatched',
  ]);
  proved.push([
    proof.holds ? 'holds' : 'FAILS',
    proof.entries,
    usd(proof.sumMicroUsd),
    usd(proof.explained),
    proof.unmatched,
  ]);
  return [
    paid.toString(),
    earned.toString(),
    proved.toString(),
    `Payout policy: ${policy}. Owners' gross includes the checks, which the platform pays. ` +
      "Energy is modelled from the class's rated power, wear from docs/owners.md's formulas.",
    ...asked(owners),
  ].join('\n');
}

/** What finance would ask next, of the first transfer. */
function asked(owners: Receipts['owners']): string[] {
  const transferId = owners.find((owner) => owner.stripeTransferId !== null)?.stripeTransferId;
  return transferId ? [`Why was this paid? npx parkade finance payout ${transferId} --local`] : [];
}

const usd = (microUsd: number) => formatUsd(BigInt(microUsd));

const table = (head: string[]) => new Table({ head, style: { head: [], border: [] } });
