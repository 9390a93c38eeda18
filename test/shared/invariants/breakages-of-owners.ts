import {
  accrualKey,
  type Breakage,
  balanceOf,
  changed,
  entry,
  moved,
  payout,
  sound,
  without,
} from './changed-market.ts';

/** Of what owners earn and are paid. */
export const breakagesOfOwners: Breakage[] = [
  [
    'pay to an owner who did nothing',
    {
      entries: [...sound.entries, { ...entry(accrualKey('o1')), businessKey: accrualKey('o9') }],
    },
    [13],
  ],
  [
    'a share that is not all of the charge',
    {
      entries: changed(accrualKey('o2'), (each) => ({
        ...each,
        postings: moved('clearing/b', 'owner/o2/released', 44_999n),
      })),
    },
    [14],
  ],
  [
    "a share of the charge that is neither the owners' nor the platform's",
    {
      entries: changed('batch/b/settle/1', (each) => ({
        ...each,
        postings: [
          ...each.postings,
          { account: 'platform/fee', amountMicroUsd: -1n },
          { account: 'suspense', amountMicroUsd: 1n },
        ],
      })),
    },
    [14, 30],
  ],
  [
    'a payout of more than was released',
    {
      entries: changed('owner/o1/payout/1', (each) => ({
        ...each,
        postings: moved('owner/o1/released', 'owner/o1/in-transit', 100_000n),
      })),
    },
    [16],
  ],
  ['a payout that is paid without an entry', { entries: without('owner/o1/payout/1/sent') }, [16]],
  ['a payout that is pending though it was sent', { payouts: [{ ...payout, state: 'pending' }] }, [16]],
  ['one transfer that stands for two payouts', { payouts: [payout, { ...payout, ownerId: 'o2' }] }, [16]],
  [
    "an owner's balance that no entry explains",
    { owners: [{ ...balanceOf('o1'), releasedMicroUsd: 7n }] },
    [16],
  ],
  [
    'pay that is released after fraud was proven',
    {
      owners: sound.owners.map((owner) =>
        owner.ownerId === 'o1' ? { ...owner, payHeldSince: 5, frozenVehicles: [] } : owner,
      ),
      entries: [
        ...sound.entries,
        {
          businessKey: 'owner/o1/release/1970-01-02',
          kind: 'release-earnings',
          at: 6,
          postings: [],
          memo: {},
        },
      ],
    },
    [26],
  ],
  [
    'a payout of which more came back than was paid',
    { payouts: [{ ...payout, reversedMicroUsd: 1n }] },
    [16],
  ],
  [
    'a charge given back for which nobody paid',
    {
      entries: [
        ...sound.entries,
        {
          businessKey: 'batch/b/settle/1/refund',
          kind: 'refund-charge',
          at: 6,
          postings: moved('clearing/b', 'customer/c', 180_000n),
          memo: { percent: 100 },
        },
      ],
    },
    [4, 14, 31],
  ],
  [
    'a payout that says more was withheld than the entries do',
    { payouts: [{ ...payout, withheldMicroUsd: 5n }] },
    [33],
  ],
];
