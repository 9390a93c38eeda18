import { noBalance } from '../../../shared/customer-balance.ts';
import {
  type Breakage,
  batch,
  changed,
  customerWith,
  hold,
  moved,
  sound,
  without,
} from './changed-market.ts';

/** Of what customers have, hold and are charged. */
export const breakagesOfCustomers: Breakage[] = [
  [
    "a hold that gives to the platform's revenue",
    {
      entries: changed('batch/b/hold', (each) => ({
        ...each,
        postings: moved('customer/c', 'platform/fee', 1_000_000n),
      })),
    },
    [5, 30],
  ],
  [
    "a customer's balance below zero",
    { customerBalances: new Map([['c', { ...noBalance, availableMicroUsd: -1n }]]) },
    [4],
  ],
  [
    "a customer's balance that no entry explains",
    { customerBalances: new Map([['x', { ...noBalance, availableMicroUsd: 5n }]]) },
    [4],
  ],
  [
    'given credit that no entry explains',
    { customerBalances: customerWith({ promoMicroUsd: 5n, availableMicroUsd: 5n }) },
    [4],
  ],
  [
    'an invoice that no entry explains',
    { customerBalances: customerWith({ receivableMicroUsd: 5n, availableMicroUsd: -5n }) },
    [4],
  ],
  [
    'given credit beyond what may be spent',
    { customerBalances: customerWith({ promoMicroUsd: 900_000_000n }) },
    [4],
  ],
  ['a refund that no entry explains', { customerBalances: customerWith({ refundingMicroUsd: 5n }) }, [4]],
  ['a hold that captured what was not settled', { holds: [{ ...hold, capturedMicroUsd: 1n }] }, [5]],
  ['a hold that ended with money in it', { entries: without('batch/b/release') }, [4, 5]],
  ['a hold that is not in the table', { holds: [] }, [5]],
  [
    'a hold of which more was captured than held',
    { holds: [{ ...hold, heldMicroUsd: 100n, capturedMicroUsd: 180_000n }] },
    [5, 6],
  ],
  ['a credit that no entry posts', { holds: [{ ...hold, creditedMicroUsd: 5n }] }, [5]],
  ['a credit above the charge', { holds: [{ ...hold, creditedMicroUsd: 180_001n }] }, [5, 6]],
  ['a charge above the quote', { batches: [{ ...batch, quotedMicroUsd: 179_999n }] }, [6]],
  [
    'a charge for a batch in which nothing succeeded',
    { batches: [{ ...batch, totals: { succeeded: 0, failed: 13, inputTokens: 0, outputTokens: 0 } }] },
    [6],
  ],
  [
    'a batch that releases its hold to another customer',
    {
      entries: changed('batch/b/release', (each) => ({
        ...each,
        postings: moved('hold/b', 'customer/x', 820_000n),
      })),
    },
    [4, 22],
  ],
  ["a batch with another customer's hold", { holds: [{ ...hold, customerId: 'x' }] }, [22]],
  ['an open invoice that nobody owes', { invoicedMicroUsd: new Map([['c', 5n]]) }, [34]],
  ['a pending refund of which nothing is on its way', { refundingMicroUsd: new Map([['c', 5n]]) }, [35]],
  [
    'a dispute that gave back more than it withdrew',
    {
      entries: [
        ...sound.entries,
        {
          businessKey: 'dispute/du_1/reinstated/1',
          kind: 'dispute-reinstated',
          at: 6,
          postings: moved('stripe/balance', 'dispute/du_1', 5n),
          memo: {},
        },
      ],
    },
    [32],
  ],
];
