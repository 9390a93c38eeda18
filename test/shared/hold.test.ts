import { expect, test } from 'vitest';
import { endHold, isSettlementDue, newHold } from '../../shared/settlement.ts';
import { finished, hold, settled } from './sample-settlement.ts';
import { startedAt } from './sample-task.ts';

test('a new hold has charged, given back and counted nothing, and none of it was given unless it is said', () => {
  const fresh = {
    customerId: 'cus_1',
    batchId: 'batch_1',
    heldMicroUsd: 100n,
    promoMicroUsd: 0n,
    capturedMicroUsd: 0n,
    releasedMicroUsd: 0n,
    creditedMicroUsd: 0n,
    reservedMicroUsd: 0n,
    settlements: 0,
    settledMicros: 0,
    lateMicros: {},
    calls: 0,
    settledAt: startedAt,
    state: 'open',
  };
  expect(hold(100n)).toEqual(fresh);
  expect(
    newHold({ customerId: 'cus_1', batchId: 'batch_1', heldMicroUsd: 100n, promoMicroUsd: 9n }, startedAt),
  ).toEqual({ ...fresh, promoMicroUsd: 9n });
});

test('a batch that runs on is settled an hour after it was last, to the millisecond', () => {
  const hour = 3_600_000;
  const due = [hour - 1, hour, hour + 1].map((after) => isSettlementDue(hold(1n), startedAt + after));
  expect(due).toEqual([false, true, true]);
});

test('the end of a hold gives back all that was not captured: captured + released = held', () => {
  const captured = settled(hold(100n), [finished(1_000_000)]).hold;
  const { hold: ended, entry } = endHold(captured, startedAt);
  expect(ended).toMatchObject({ state: 'ended', capturedMicroUsd: 60n, releasedMicroUsd: 40n });
  expect([entry.businessKey, entry.kind, entry.at]).toEqual([
    'batch/batch_1/release',
    'release-hold',
    startedAt,
  ]);
  expect(entry.memo).toEqual({ heldMicroUsd: 100n, capturedMicroUsd: 60n });
  expect(entry.postings).toEqual([
    { account: 'hold/batch_1', amountMicroUsd: -40n },
    { account: 'customer/cus_1', amountMicroUsd: 40n },
  ]);
});

test('what was held of given credit pays first, and what is left of it goes back as credit', () => {
  const held = { ...hold(100n), promoMicroUsd: 70n };
  const { released, entry } = endHold(settled(held, [finished(1_000_000)]).hold, startedAt);
  expect(released).toEqual({ promoMicroUsd: 10n, paidMicroUsd: 30n });
  expect(entry.postings).toEqual([
    { account: 'hold/batch_1', amountMicroUsd: -40n },
    { account: 'customer/cus_1', amountMicroUsd: 30n },
    { account: 'customer/cus_1/promo', amountMicroUsd: 10n },
  ]);
});
