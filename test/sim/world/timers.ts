import type { Functions } from './functions.ts';

export type TimerName = keyof Functions['timers'];

type Timer = {
  name: TimerName;
  minutes: number;
  /** What stands in the index (the beginning of its key) for as long as it has anything to do. */
  finds?: string;
  /** It is about money that comes in or goes out: elsewhere none does. */
  isOfMoney?: true;
};

/**
 * How often each timer ticks here. A tick that would find nothing is left out. What is due by the day or month elsewhere
 * comes by the quarter of an hour.
 */
export const timers: readonly Timer[] = [
  { name: 'sweepBatches', minutes: 1, finds: 'OPEN#' },
  { name: 'pollStripe', minutes: 5, isOfMoney: true },
  { name: 'sweepTopUps', minutes: 5, finds: 'AUTOTOPUP' },
  { name: 'resendRefunds', minutes: 15, finds: 'OPEN#REFUND' },
  { name: 'resendDeliveries', minutes: 1, finds: 'OPEN#DELIVERY' },
  { name: 'planPayouts', minutes: 15, isOfMoney: true },
  { name: 'releaseEarnings', minutes: 15, isOfMoney: true },
  { name: 'sweepCredit', minutes: 15, finds: 'PROMO' },
  { name: 'expirePromo', minutes: 60, finds: 'PROMO' },
  { name: 'followInvoices', minutes: 5, finds: 'OPEN#INVOICE' },
  { name: 'eraseOwners', minutes: 15, finds: 'OPEN#CLOSURE' },
  { name: 'beginReconciliation', minutes: 20, isOfMoney: true },
  { name: 'findUnjournaled', minutes: 30 },
];
