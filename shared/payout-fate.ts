import { formatUsd } from './money.ts';
import type { Payout } from './payout.ts';

/** What became of a payout, for its owner. */
export function fateInWords(payout: Payout): string {
  switch (payout.state) {
    case 'pending':
      return payout.reason === undefined
        ? 'It is on its way to Stripe.'
        : `${pendingFor[payout.reason] ?? `Stripe has not taken it yet (${payout.reason}).`} It is tried again.`;
    case 'failed':
      return `Stripe will not make it (${payout.reason ?? 'no reason given'}): the money is yours again, and waits.`;
    case 'paid':
      return payout.reversedMicroUsd === 0n
        ? 'It is in your account at Stripe.'
        : `It was paid; ${formatUsd(payout.reversedMicroUsd)} of it was taken back since.`;
  }
}

const pendingFor: Readonly<Record<string, string>> = {
  balance_insufficient: "The market's own balance at Stripe does not cover it yet.",
  insufficient_capabilities_for_transfer: 'Your account at Stripe can take no transfers yet.',
};
