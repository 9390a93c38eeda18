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
  const owners = await Promise.all(
    state.owners.map(async ({ ownerId, apiKey }) => {
      const earned = await call<EarningsReply>(`${cloud.url}/v1/owner/earnings`, { key: apiKey });
      return {
        ownerId,
        vehicles: (await vehiclesOf(cloud, state.financeKey ?? '', ownerId)).size,
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

type Entries = z.infer<typeof entriesReply>;

/** The vehicles that an owner's earnings name: those that finished requests, or checked some. */
async function vehiclesOf(cloud: Cloud, key: string, ownerId: string): Promise<Set<string>> {
  const vehicles = new Set<string>();
  let after = '';
  for (let hasMore = true; hasMore; ) {
    const url = `${cloud.url}/v1/finance/entries?root=owner/${ownerId}${after}`;
    const page = await call<Entries>(url, { key });
    for (const { memo } of page.entries)
      for (const [vehicleId] of (memo.vehicles ?? []) as [string][]) vehicles.add(vehicleId);
    after = `&after=${encodeURIComponent(page.entries.at(-1)?.businessKey ?? '')}`;
    hasMore = page.hasMore;
  }
  return vehicles;
}
