import { expect, test } from 'vitest';
import { matchAll, type Sources } from '../../../shared/reconciliation/match.ts';
import { daysAgo, line, lineMovement, movement, now, payout, transaction } from './small-world.ts';

const nothing: Sources = { movements: [], transactions: [], payouts: [], lines: [] };
const match = (sources: Partial<Sources>) => matchAll({ ...nothing, ...sources }, { from: 0, now });
const statuses = (sources: Partial<Sources>) =>
  match(sources).findings.map(({ exceptionId, status, differenceMicroUsd }) => [
    exceptionId,
    status,
    differenceMicroUsd,
  ]);

const fee = movement({
  kind: 'stripe-fee',
  businessKey: 'customer/c1/top-up/pi_1/stripe-fee',
  stripeMicros: -300n,
});

test('matched: entry, balance transaction, payout and line say the same', () => {
  const { findings, matched, explainedMicroUsd, toPost } = match({
    movements: [movement(), fee, lineMovement()],
    transactions: [transaction({ feeMicroUsd: 300n })],
    payouts: [payout()],
    lines: [line()],
  });
  expect(findings).toEqual([]);
  expect(matched).toEqual({ transactions: 1, payouts: 1, lines: 1 });
  expect(explainedMicroUsd).toBe(9_999_700n);
  expect(toPost).toEqual([]);
});

test('a line that agrees and has no entry is to be posted', () => {
  const { toPost } = match({ payouts: [payout()], lines: [line()] });
  expect(toPost).toEqual([{ line: line(), payoutId: 'po_1' }]);
});

test('timing: what is young enough to still come', () => {
  expect(statuses({ transactions: [transaction({ availableAt: now + 1 })] })).toEqual([
    ['stripe~txn_1', 'timing', 10_000_000n],
  ]);
  expect(statuses({ transactions: [transaction({ createdAt: now - 60_000, availableAt: 0 })] })[0]?.[1]).toBe(
    'timing',
  );
  expect(statuses({ movements: [movement({ at: now - 60_000 })] })).toEqual([
    ['entry~customer~c1~top-up~pi_1', 'timing', -10_000_000n],
  ]);
  expect(statuses({ payouts: [payout({ arrivesAt: daysAgo(4) })] })).toEqual([
    ['payout~po_1', 'timing', -5_000_000n],
  ]);
  const outgoing = line({ bookedOn: '2027-01-30', amountMinorUnits: -500, text: 'TOP UP' });
  expect(statuses({ lines: [outgoing] })[0]?.slice(1)).toEqual(['timing', -5_000_000n]);
});

test('missing_ours: Stripe or the bank moved money and no entry stands for it', () => {
  expect(statuses({ transactions: [transaction()] })).toEqual([
    ['stripe~txn_1', 'missing_ours', 10_000_000n],
  ]);
  expect(statuses({ lines: [line({ text: 'RENT', counterparty: 'House' })] })).toEqual([
    [`line~main~${'1'.repeat(32)}`, 'missing_ours', 5_000_000n],
  ]);
  expect(statuses({ transactions: [transaction({ feeMicroUsd: 300n })], movements: [fee] })[0]?.[1]).toBe(
    'missing_ours',
  );
});

test('missing_theirs: the ledger or Stripe says so, the other never did', () => {
  expect(statuses({ movements: [movement()] })[0]?.[1]).toBe('missing_theirs');
  const { balanceTransactionId: _none, ...nameless } = movement({ at: now });
  expect(statuses({ movements: [nameless] })[0]?.[1]).toBe('missing_theirs');
  expect(statuses({ payouts: [payout()] })).toEqual([['payout~po_1', 'missing_theirs', -5_000_000n]]);
  expect(statuses({ movements: [lineMovement()] })[0]?.[1]).toBe('missing_theirs');
});

test('amount_differs: the amount, the fee, or whose it is', () => {
  const ours = [movement({ stripeMicros: 9_000_000n })];
  expect(statuses({ transactions: [transaction()], movements: ours })).toEqual([
    ['stripe~txn_1', 'amount_differs', 1_000_000n],
  ]);
  expect(
    statuses({ transactions: [transaction({ feeMicroUsd: 400n })], movements: [movement(), fee] }),
  ).toEqual([['stripe~txn_1', 'amount_differs', -100n]]);
  const elsewhere = match({
    transactions: [transaction()],
    movements: [movement({ parties: ['customer/c2'] })],
  });
  expect(elsewhere.findings).toMatchObject([
    {
      status: 'amount_differs',
      reason: "wrong account: customer/c1/top-up/pi_1 is of customer/c2, Stripe's source of customer/c1",
    },
  ]);
  expect(statuses({ payouts: [payout()], lines: [line({ amountMinorUnits: 400 })] })).toEqual([
    ['payout~po_1', 'amount_differs', -1_000_000n],
  ]);
  const booked = [lineMovement({ bankMicros: 4_000_000n })];
  expect(statuses({ payouts: [payout()], lines: [line()], movements: booked })[0]?.[1]).toBe(
    'amount_differs',
  );
});

test('duplicate: two entries, two balance transactions of one source, or two lines of one payout', () => {
  const twice = [movement(), movement({ businessKey: 'customer/c1/top-up/pi_2' })];
  expect(statuses({ transactions: [transaction()], movements: twice })).toEqual([
    ['stripe~txn_1', 'duplicate', -10_000_000n],
  ]);
  const both = [transaction(), transaction({ id: 'txn_2' })];
  expect(statuses({ transactions: both, movements: [movement()] })).toEqual([
    ['stripe~txn_2', 'duplicate', 10_000_000n],
  ]);
  const lines = [line(), line({ lineId: '2'.repeat(32) })];
  expect(statuses({ payouts: [payout()], lines, movements: [lineMovement()] })).toEqual([
    ['payout~po_1', 'duplicate', 5_000_000n],
  ]);
});

test('a withdrawal and its reinstatement of one dispute are no duplicates', () => {
  const dispute = { sourceId: 'dp_1', type: 'adjustment', party: undefined };
  const { party: _one, ...withdrawn } = transaction({
    ...dispute,
    id: 'txn_w',
    amountMicroUsd: -10_000_000n,
  } as never);
  expect(
    statuses({
      transactions: [withdrawn, transaction({ sourceId: 'dp_1', type: 'adjustment' })],
      movements: [
        movement({ balanceTransactionId: 'txn_w', kind: 'dispute-withdrawn', stripeMicros: -10_000_000n }),
        movement(),
      ],
    }),
  ).toEqual([]);
});

test('a returned payout that the bank shows both ways, or not at all, is right', () => {
  const returned = payout({ state: 'returned' });
  expect(statuses({ payouts: [returned] })).toEqual([]);
  expect(statuses({ payouts: [returned], lines: [line()] })).toEqual([
    ['payout~po_1', 'missing_theirs', 5_000_000n],
  ]);
  const back = line({ amountMinorUnits: -500, lineId: '2'.repeat(32) });
  expect(statuses({ payouts: [returned], lines: [line(), back], movements: [] })).toEqual([]);
});

test('lines that name no payout are told apart by amount and day, each once', () => {
  const unnamed = (no: number, bookedOn: string) =>
    line({ text: 'STRIPE PAYOUT', lineId: String(no).repeat(32), bookedOn });
  const { toPost, findings } = match({
    payouts: [
      payout(),
      payout({ payoutId: 'po_2', createdAt: daysAgo(3), arrivesAt: daysAgo(1), traceId: 'X' }),
    ],
    lines: [
      unnamed(2, '2027-01-31'),
      unnamed(1, '2027-01-25'),
      line({ lineId: '3'.repeat(32), text: 'STRIPE 2020', bookedOn: '2026-01-01' }),
    ],
  });
  expect(toPost.map(({ payoutId, line: { bookedOn } }) => [payoutId, bookedOn])).toEqual([
    ['po_1', '2027-01-25'],
    ['po_2', '2027-01-31'],
  ]);
  expect(findings.map(({ exceptionId }) => exceptionId)).toEqual([`line~main~${'3'.repeat(32)}`]);
});

test("finance's correction takes the difference away, and is one where nothing is wrong", () => {
  const adjust = movement({
    businessKey: 'exception/stripe~txn_1/adjust/1',
    kind: 'adjust',
    exceptionId: 'stripe~txn_1',
    parties: [],
  });
  expect(statuses({ transactions: [transaction()], movements: [adjust] })).toEqual([]);
  expect(statuses({ transactions: [transaction()], movements: [movement(), adjust] })).toEqual([
    ['entry~exception~stripe~txn_1~adjust~1', 'missing_theirs', -10_000_000n],
  ]);
  expect(statuses({ transactions: [transaction({ amountMicroUsd: 7n })], movements: [adjust] })[0]?.[2]).toBe(
    -9_999_993n,
  );
});

test('what is earlier than the span is matched with, and not judged', () => {
  const span = { from: daysAgo(5), now };
  const { findings } = matchAll(
    {
      transactions: [transaction()],
      movements: [movement({ balanceTransactionId: 'txn_0' }), lineMovement()],
      payouts: [payout()],
      lines: [line({ text: 'RENT', counterparty: 'House' })],
    },
    span,
  );
  expect(findings).toEqual([]);
});
