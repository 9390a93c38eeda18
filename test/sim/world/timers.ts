import type { Functions } from './functions.ts';

export type TimerName = keyof Functions['timers'];

/**
 * How often each timer ticks here, in minutes, and what stands in the index (the beginning of its key) for as long as it has anything to do: a
 * tick that would find nothing is left out. What is due by the day or month elsewhere comes by the quarter of an hour.
 */
export const timers: readonly { name: TimerName; minutes: number; finds?: string }[] = [
  { name: 'sweepBatches', minutes: 1, finds: 'OPEN#' },
  { name: 'pollStripe', minutes: 5 },
  { name: 'sweepTopUps', minutes: 5, finds: 'AUTOTOPUP' },
  { name: 'resendRefunds', minutes: 15, finds: 'OPEN#REFUND' },
  { name: 'resendDeliveries', minutes: 1, finds: 'OPEN#DELIVERY' },
  { name: 'planPayouts', minutes: 15 },
  { name: 'releaseEarnings', minutes: 15 },
  { name: 'sweepCredit', minutes: 15, finds: 'PROMO' },
  { name: 'expirePromo', minutes: 60, finds: 'PROMO' },
  { name: 'followInvoices', minutes: 5, finds: 'OPEN#INVOICE' },
  { name: 'eraseOwners', minutes: 15, finds: 'OPEN#CLOSURE' },
  { name: 'beginReconciliation', minutes: 20 },
  { name: 'findUnjournaled', minutes: 30 },
];
