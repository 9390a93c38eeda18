import {
  accrualKey,
  type Breakage,
  changed,
  entry,
  journal,
  sound,
  stripe,
  without,
} from './changed-market.ts';

/** Of the entries, their chain, and Stripe. */
export const breakagesOfBooks: Breakage[] = [
  [
    'an entry out of balance',
    {
      entries: changed('batch/b/settle/1', (each) => ({
        ...each,
        postings: [...each.postings, { account: 'platform/fee', amountMicroUsd: 1n }],
      })),
    },
    [1],
  ],
  ['a chain that does not fit', { journal: { ...journal, misfit: 'link 7 is gone' } }, [2]],
  ['a closed month that lost an entry', { entries: without('batch/b/hold') }, [21]],
  ['an entry posted twice', { entries: [...sound.entries, entry(accrualKey('o1'))] }, [3]],
  [
    'a payment credited twice',
    {
      entries: [
        ...sound.entries,
        { ...entry('customer/c/top-up/pi_1'), businessKey: 'customer/c/top-up/pi_2' },
      ],
    },
    [17, 19],
  ],
  [
    "money at Stripe that Stripe's own list does not explain",
    { stripe: { ...stripe, balanceMicroUsd: stripe.balanceMicroUsd + 1n } },
    [20],
  ],
  [
    'a balance transaction that is listed twice',
    { stripe: { ...stripe, transactions: [...stripe.transactions, ...stripe.transactions.slice(1)] } },
    [19],
  ],
  [
    'a prompt in a memo',
    { entries: changed('batch/b/hold', (each) => ({ ...each, memo: { note: 'word '.repeat(100) } })) },
    [25],
  ],
  [
    'a key in a memo',
    { entries: changed('batch/b/hold', (each) => ({ ...each, memo: { by: [`pk_${'x'.repeat(32)}`] } })) },
    [25],
  ],
];
