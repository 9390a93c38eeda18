import type { z } from 'zod';
import type { entriesReply, ProofReply } from '../../shared/contract/finance.ts';
import type { EarningsReply } from '../../shared/contract/owner.ts';
import type { Cloud } from '../cloud.ts';
import { call } from './api.ts';
import type { ParkadeBatch } from './run-batches.ts';
import type { DemoStore } from './state.ts';

/** What `--json` prints. Money in micro-USD. */
export type Receipts = {
  policy: string;
  requests: { accepted: number; succeeded: number; failed: number };
  customer: { quotedMicroUsd: number; chargedMicroUsd: number };
  owners: {
    ownerId: string;
    vehicles: number;
    requests: number;
    grossMicroUsd: number;
    energyWh: number;
    energyMicroUsd: number;
    wearMicroUsd: number;
    netMicroUsd: number;
    stripeTransferId: string | null;
  }[];
  proof: { holds: boolean; entries: number; sumMicroUsd: number; explained: number; unmatched: number };
  seconds: number;
};

/** All of it asked of the API, with the keys of the people concerned. */
export async function collectReceipts(
  cloud: Cloud,
  { state }: DemoStore,
  batches: readonly ParkadeBatch[],
  seconds: number,
): Promise<Receipts> {
  const sum = (of: (batch: ParkadeBatch) => number) => batches.reduce((total, batch) => total + of(batch), 0);
  const vehicles = await vehiclesByOwner(cloud, state.financeKey ?? '', batches);
  const owners = await Promise.all(
    state.owners.map(async ({ ownerId, apiKey }) => {
      const earned = await call<EarningsReply>(`${cloud.url}/v1/owner/earnings`, { key: apiKey });
      return {
        ownerId,
        vehicles: vehicles.get(ownerId)?.size ?? 0,
        requests: earned.requests,
        grossMicroUsd: earned.grossMicroUsd,
        energyWh: earned.energyMilliWattHours / 1_000,
        energyMicroUsd: earned.energyMicroUsd,
        wearMicroUsd: earned.wearMicroUsd,
        netMicroUsd: earned.netMicroUsd,
        stripeTransferId: earned.payouts.find(({ state }) => state === 'paid')?.stripeTransferId ?? null,
      };
    }),
  );
  const proof = await call<ProofReply>(`${cloud.url}/v1/finance/proof`, { key: state.financeKey ?? '' });
  const { holds, entries, sumMicroUsd, explained, unmatched } = proof;
  return {
    policy: cloud.deps.policy.name,
    requests: {
      accepted: sum(({ request_counts }) => request_counts?.total ?? 0),
      succeeded: sum(({ request_counts }) => request_counts?.completed ?? 0),
      failed: sum(({ request_counts }) => request_counts?.failed ?? 0),
    },
    customer: {
      quotedMicroUsd: sum(({ x_parkade }) => x_parkade.quoted_micro_usd),
      chargedMicroUsd: sum(({ x_parkade }) => x_parkade.charged_micro_usd),
    },
    owners,
    proof: { holds, entries, sumMicroUsd, explained, unmatched },
    seconds,
  };
}

type Entries = z.infer<typeof entriesReply>['entries'];

/** Which vehicles the accruals name: those that finished requests, or checked some. */
async function vehiclesByOwner(cloud: Cloud, key: string, batches: readonly ParkadeBatch[]) {
  const byOwner = new Map<string, Set<string>>();
  for (const { id } of batches) {
    const { entries } = await call<{ entries: Entries }>(`${cloud.url}/v1/finance/entries?root=batch/${id}`, {
      key,
    });
    for (const { postings, memo } of entries) {
      const ownerId = postings.find(({ account }) => account.startsWith('owner/'))?.account.split('/')[1];
      if (!ownerId) continue;
      const named = (memo.vehicles as [string][]).map(([vehicleId]) => vehicleId);
      byOwner.set(ownerId, new Set([...(byOwner.get(ownerId) ?? []), ...named]));
    }
  }
  return byOwner;
}
