import type { BatchStatus } from './batch.ts';

/** Why a batch is not being worked on, as its customer reads it. */
export type WaitingBecause = { code: WaitingCode; message: string };

export const waitingCodes = [
  'planning',
  'no_vehicle_with_model',
  'all_vehicles_busy',
  'retrying_after_vehicle_left',
  'project_cap',
  'your_cap',
  'rate_limited',
  'enqueued_limit',
  'assembling',
  'checking_results',
] as const;
type WaitingCode = (typeof waitingCodes)[number];

/** What keeps a customer's work back, not the fleet's. */
type CustomerLimit = 'project_cap' | 'your_cap' | 'rate_limited' | 'enqueued_limit';

export type Standing = {
  status: BatchStatus;
  model: string;
  /** Tasks that a vehicle is running now, and tasks that wait for one. */
  leased: number;
  open: number;
  /** Tasks that some vehicle had and gave back or lost. */
  returned: number;
  /** Checks of finished tasks that are under way. */
  pendingChecks: number;
  /** Vehicles with the model that are parked now. */
  vehicles: number;
  /** When the first of them is free, in ms; undefined where there is none. */
  firstFreeAt: number | undefined;
  limit?: CustomerLimit;
  now: number;
};

/** Null where nothing keeps it: a vehicle runs it, is free and about to ask for it, or all is done. */
export function waitingBecause(standing: Standing): WaitingBecause | null {
  const { status, pendingChecks } = standing;
  switch (status) {
    case 'validating':
      return because('planning', 'The requests are being bundled into tasks for vehicles.');
    case 'finalizing':
      return because('assembling', 'All requests have ended; the output and error files are being written.');
    case 'completed':
    case 'expired':
    case 'cancelled':
      return pendingChecks === 0
        ? null
        : because('checking_results', `The results are delivered. ${checking(pendingChecks)}`);
    case 'failed':
      return null;
    case 'in_progress':
    case 'cancelling':
      if (standing.leased > 0) return null;
      // Some batches end only after their checks.
      if (standing.open === 0)
        return pendingChecks === 0 ? null : because('checking_results', checking(pendingChecks));
      return whyNobodyRunsIt(standing);
  }
}

function whyNobodyRunsIt(standing: Standing): WaitingBecause | null {
  const { model, vehicles, returned, firstFreeAt, limit, now } = standing;
  if (limit) return because(limit, limitMessages[limit]);
  if (vehicles === 0)
    return because(
      'no_vehicle_with_model',
      `No vehicle with the model ${model} is parked now; the first one that parks takes the work.`,
    );
  if (returned > 0)
    return because(
      'retrying_after_vehicle_left',
      `A vehicle left before it had finished; what is left of ${count(returned, 'task')} goes to the next vehicle, and what was finished is kept.`,
    );
  if (firstFreeAt !== undefined && firstFreeAt > now)
    return because(
      'all_vehicles_busy',
      `${vehicles === 1 ? 'The one vehicle' : `All ${vehicles} vehicles`} with the model ${model} ${vehicles === 1 ? 'is' : 'are'} busy until about ${utc(firstFreeAt)}.`,
    );
  return null;
}

const limitMessages: Record<CustomerLimit, string> = {
  project_cap: 'The spend cap of the project is reached; raise it, or wait until it begins anew.',
  your_cap: 'Your spend cap is reached; raise it, or wait until it begins anew.',
  rate_limited: 'Your rate limit is reached; the rest follows as it refills.',
  enqueued_limit: 'You have as many tokens enqueued as your limit allows; the rest follows as batches end.',
};

const checking = (checks: number) =>
  `${count(checks, 'task')} ${checks === 1 ? 'is' : 'are'} being checked on another vehicle before the charge.`;

const because = (code: WaitingCode, message: string): WaitingBecause => ({ code, message });

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;

const utc = (millis: number) => `${new Date(millis).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
