import { createLogUpdate } from 'log-update';
import { formatUsd } from '../../shared/money.ts';
import type { ParkadeBatch } from './run-batches.ts';

export type Progress = {
  show(batches: readonly ParkadeBatch[]): void;
  /** A line that an agent printed: what it ran counts for its vehicle. */
  heard(vehicleNo: number, line: string): void;
  done(): void;
};

/**
 * Requests done, per vehicle, cost so far and time left, on the standard error stream: redrawn in a terminal, else a
 * line whenever something changed.
 */
export function demoProgress(startedAt: number, now: () => number): Progress {
  const isTerminal = process.stderr.isTTY === true;
  const draw = createLogUpdate(process.stderr);
  const ranByVehicle = new Map<number, number>();
  let last = '';
  return {
    show(batches) {
      const text = line(batches, ranByVehicle, (now() - startedAt) / 1_000);
      if (isTerminal) draw(text);
      else if (text.split(' · ')[0] !== last) process.stderr.write(`${text}\n`);
      last = text.split(' · ')[0] ?? '';
    },
    heard(vehicleNo, text) {
      const handedIn = handedInRequests(text);
      if (handedIn === undefined) return;
      ranByVehicle.set(vehicleNo, (ranByVehicle.get(vehicleNo) ?? 0) + handedIn);
    },
    done() {
      if (isTerminal) draw.done();
    },
  };
}

function line(
  batches: readonly ParkadeBatch[],
  byVehicle: ReadonlyMap<number, number>,
  seconds: number,
): string {
  const total = batches.reduce((sum, { request_counts }) => sum + (request_counts?.total ?? 0), 0);
  const done = batches.reduce(
    (sum, { request_counts }) => sum + (request_counts?.completed ?? 0) + (request_counts?.failed ?? 0),
    0,
  );
  const cost = batches.reduce((sum, { x_parkade }) => sum + x_parkade.cost_so_far_micro_usd, 0);
  const left = done > 0 ? `${Math.ceil((seconds * (total - done)) / done)} s left` : 'time left unknown';
  const vehicles = [...byVehicle.entries()]
    .sort(([a], [b]) => a - b)
    .map(([no, requests]) => `vehicle ${no}: ${requests}`);
  return [`${done} of ${total} requests`, ...vehicles, `${formatUsd(BigInt(cost))} so far`, left].join(' · ');
}

function handedInRequests(text: string): number | undefined {
  if (!text.startsWith('{')) return undefined;
  const event = JSON.parse(text);
  return event.event === 'handed_in' && event.status === 'accepted' ? event.requests : undefined;
}
