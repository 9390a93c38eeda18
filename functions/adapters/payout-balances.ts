import type { Entry } from '../../shared/ledger.ts';
import { grossOf, type Payout } from '../../shared/payout.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';
import { ledgerWrites } from './ledger.ts';

type Netting = { ownerId: string; netNo: number; amountMicroUsd: bigint };

/** What payouts, and what comes back of them, do to the balances of whom they are for. */
export const payoutBalanceWrites = {
  plan: (payout: Payout): Write[] => takeFromReleased(payout),
  returned: (payout: Payout, by: Returned): Write[] => giveBack(payout, by),

  /** What an owner was overpaid is taken from what is released, before it is paid or split. */
  net: (entry: Entry, { ownerId, netNo, amountMicroUsd }: Netting): Write[] => [
    ledgerWrites.post(entry),
    {
      update: {
        Key: keys.ownerBalance(ownerId),
        UpdateExpression: 'ADD releasedMicroUsd :less, receivableMicroUsd :less SET lastNetNo = :no',
        ConditionExpression: `releasedMicroUsd >= :amount AND receivableMicroUsd >= :amount AND ${isNumbered('lastNetNo', netNo)}`,
        ExpressionAttributeValues: {
          ':less': -amountMicroUsd,
          ':amount': amountMicroUsd,
          ':no': netNo,
          ...previousNo(netNo),
        },
      },
      otherwise: new Refusal('changed_meanwhile', `what owner ${ownerId} owes was changed meanwhile`),
    },
  ],
};

/** The payout's number is the owner's, whoever it is for. Of two planners one gets it. */
function takeFromReleased(payout: Payout): Write[] {
  const { ownerId, beneficiaryId, payoutNo, createdAt, period = '' } = payout;
  const otherwise = new Refusal(
    'changed_meanwhile',
    `payout ${payoutNo} of owner ${ownerId} was planned meanwhile`,
  );
  const moved = {
    ':gross': grossOf(payout),
    ':less': -grossOf(payout),
    ':amount': payout.amountMicroUsd,
    ':period': period,
    ':now': createdAt,
  };
  const move =
    'ADD releasedMicroUsd :less, inTransitMicroUsd :amount SET lastPayoutAt = :now, lastPayoutPeriod = :period';
  const may =
    'releasedMicroUsd >= :gross AND (attribute_not_exists(lastPayoutPeriod) OR lastPayoutPeriod <> :period)';
  const number = { ':no': payoutNo, ':previous': payoutNo - 1 };
  const isNext = '(attribute_not_exists(lastPayoutNo) OR lastPayoutNo = :previous)';
  if (beneficiaryId === undefined)
    return [
      {
        update: {
          Key: keys.ownerBalance(ownerId),
          UpdateExpression: `${move}, lastPayoutNo = :no`,
          ConditionExpression: `${may} AND ${isNext}`,
          ExpressionAttributeValues: { ...moved, ...number },
        },
        otherwise,
      },
    ];
  return [
    {
      update: {
        Key: keys.ownerBalance(ownerId),
        UpdateExpression: 'SET lastPayoutNo = :no, lastPayoutAt = :now',
        ConditionExpression: isNext,
        ExpressionAttributeValues: { ...number, ':now': createdAt },
      },
      otherwise,
    },
    {
      update: {
        Key: keys.beneficiaryBalance(ownerId, beneficiaryId),
        UpdateExpression: move,
        ConditionExpression: may,
        ExpressionAttributeValues: moved,
      },
      otherwise,
    },
  ];
}

type Returned = { settledMicroUsd: bigint; freedMicroUsd: bigint };

/** What came back: the owner's debt is of the owner, what is free is of whom it was paid to. */
function giveBack({ ownerId, beneficiaryId }: Payout, { settledMicroUsd, freedMicroUsd }: Returned): Write[] {
  if (beneficiaryId === undefined)
    return [
      ledgerWrites.changeOwnerBalance(ownerId, {
        receivableMicroUsd: -settledMicroUsd,
        releasedMicroUsd: freedMicroUsd,
      }),
    ];
  return [
    ...(settledMicroUsd > 0n
      ? [ledgerWrites.changeOwnerBalance(ownerId, { receivableMicroUsd: -settledMicroUsd })]
      : []),
    ...(freedMicroUsd > 0n
      ? [
          ledgerWrites.changeBeneficiaryBalance(
            { ownerId, beneficiaryId },
            { releasedMicroUsd: freedMicroUsd },
          ),
        ]
      : []),
  ];
}

const isNumbered = (name: string, no: number) =>
  no === 1 ? `attribute_not_exists(${name})` : `${name} = :previous`;
const previousNo = (no: number) => (no === 1 ? {} : { ':previous': no - 1 });
