import { describe, expect, test } from 'vitest';
import { type Change, messagesFor } from '../../shared/dispatch.ts';
import { messages } from '../../shared/messages.ts';
import { claimed, type Delivery, newDelivery, replayed } from '../../shared/webhook-delivery.ts';
import { batchChange, entryChange, resting, taskChange } from './sample-changes.ts';
import { sampleTask } from './sample-task.ts';

const name = { customerId: 'cus_1', batchId: 'batch_1' };
const nothing = Object.fromEntries(Object.keys(messages).map((queue) => [queue, []]));

describe('a batch', () => {
  test('that is new is planned', () => {
    expect(messagesFor([batchChange(undefined, { status: 'validating' })])).toEqual({
      ...nothing,
      plan: [name],
    });
  });

  test('whose tasks are planned is looked at, since all may be done already', () => {
    const change = batchChange({ status: 'validating' }, { status: 'in_progress' });
    expect(messagesFor([change])).toEqual({ ...nothing, advance: [{ ...name, taskNos: [] }] });
  });

  test('that is cancelled or expires has its tasks closed', () => {
    for (const after of [
      { status: 'cancelling', ending: 'cancelled' },
      { status: 'in_progress', ending: 'expired' },
    ] as const)
      expect(messagesFor([batchChange({ status: 'in_progress' }, after)])).toEqual({
        ...nothing,
        advance: [{ ...name, taskNos: [] }],
      });
  });

  test('that is finalizing is assembled', () => {
    const change = batchChange({ status: 'in_progress' }, { status: 'finalizing' });
    expect(messagesFor([change])).toEqual({ ...nothing, assemble: [name] });
  });

  test.each(['completed', 'expired', 'cancelled'] as const)(
    'that is %s is settled and announced',
    (status) => {
      expect(messagesFor([batchChange({ status: 'finalizing' }, { status })])).toEqual({
        ...nothing,
        settle: [name],
        announce: [name],
      });
    },
  );

  test('of live calls that ends is settled, and announced to nobody', () => {
    const change = batchChange({ kind: 'live' }, { kind: 'live', status: 'completed' });
    expect(messagesFor([change])).toEqual({ ...nothing, settle: [name] });
  });

  test('that changed in nothing that matters brings nothing about', () => {
    const change = batchChange({ status: 'in_progress' }, { status: 'in_progress', tasks: 2, version: 2 });
    expect(messagesFor([change])).toEqual(nothing);
  });

  test('of live calls that begins brings nothing about', () => {
    expect(messagesFor([batchChange(undefined, { kind: 'live' })])).toEqual(nothing);
  });
});

describe('a task', () => {
  test.each(['finished', 'closed'] as const)('that is %s is noted by its batch', (state) => {
    expect(messagesFor([taskChange({ no: 5 }, { state })])).toEqual({
      ...nothing,
      advance: [{ ...name, taskNos: [5] }],
    });
  });

  test('that is new or leased or handed in in part brings nothing about', () => {
    const changes: Change[] = [
      { kind: 'task', after: sampleTask() },
      taskChange({}, { fence: 1, lease: { vehicleId: 'veh_1', ownerId: 'own_1', endsAt: 1 } }),
      taskChange({}, { done: new Uint8Array([1, 0]) }),
    ];
    expect(messagesFor(changes)).toEqual(nothing);
  });

  test('whose check begins waits; whose check ended is settled', () => {
    const finished = { state: 'finished' } as const;
    expect(messagesFor([taskChange(finished, { audit: 'pending' })])).toEqual(nothing);
    for (const audit of ['agrees', 'differs', 'unavailable'] as const)
      expect(messagesFor([taskChange({ ...finished, audit: 'pending' }, { audit })])).toEqual({
        ...nothing,
        settle: [name],
      });
  });

  test('that is a check and came to rest is judged, and is not noted by the batch', () => {
    for (const state of ['finished', 'closed'] as const)
      expect(messagesFor([taskChange({ no: 5, auditOf: 2 }, { state })])).toEqual({
        ...nothing,
        audit: [{ ...name, taskNo: 5 }],
      });
  });
});

test('a new settlement is accrued; other entries and old ones are not', () => {
  expect(messagesFor([entryChange('settle')])).toEqual({
    ...nothing,
    accrue: [{ businessKey: 'batch/batch_1/settle/1' }],
    journal: [{ businessKeys: ['batch/batch_1/settle/1'] }],
  });
  expect(messagesFor([entryChange('settle', false), entryChange('hold')])).toEqual({
    ...nothing,
    journal: [{ businessKeys: ['batch/batch_1/settle/1'] }],
  });
});

test('all new entries of a window go to the journal, each once, in messages that SQS takes ten of', () => {
  const changes = Array.from({ length: 3_000 }, (_, no): Change => {
    const businessKey = `owner/own_${'x'.repeat(60)}/earned/2027-01-08/batch_1/${no % 2_500}`;
    return { kind: 'entry', after: { businessKey, kind: 'adjust', at: 1, postings: [], memo: {} } };
  });
  const { journal } = messagesFor(changes);
  const named = journal.flatMap(({ businessKeys }) => businessKeys);
  expect([named.length, new Set(named).size]).toEqual([2_500, 2_500]);
  for (const message of journal) expect(JSON.stringify(message).length).toBeLessThan(25_000);
});

test('an entry is reversed once that is approved', () => {
  const change = { kind: 'reversal', reversalId: 'rev_1' } as const;
  expect(messagesFor([{ ...change, isOpen: false }])).toEqual(nothing);
  expect(messagesFor([{ ...change, isOpen: true }])).toEqual({
    ...nothing,
    reverse: [{ reversalId: 'rev_1' }],
  });
});

test('a part that was written brings the next one about', () => {
  expect(messagesFor([{ kind: 'assembly', ...name }])).toEqual({ ...nothing, assemble: [name] });
});

test('a payout is made when it is new, and not when it is changed', () => {
  const payout = { kind: 'payout', ownerId: 'own_1', payoutNo: 3 } as const;
  expect(messagesFor([{ ...payout, isNew: true }])).toEqual({
    ...nothing,
    pay: [{ ownerId: 'own_1', payoutNo: 3 }],
  });
  expect(messagesFor([{ ...payout, isNew: false }])).toEqual(nothing);
});

describe('a webhook delivery', () => {
  const at = 1_000_000;
  const event = { eventId: 'evt_1', type: 'batch.completed', createdAt: at, subjectId: 'batch_1' } as const;
  const named = { customerId: 'cus_1', endpointId: 'whe_1', deliveryId: 'whd_1' };
  const fresh = newDelivery({ ...named, event }, at);
  const change = (after: Delivery, before?: Delivery): Change => ({
    kind: 'delivery',
    after,
    ...(before && { before }),
  });
  const waiting = (millis: number): Delivery => ({ ...fresh, failures: 1, nextAttemptAt: at + millis });

  test('that is new, or is replayed, is sent at once', () => {
    const sent = { ...nothing, deliver: [{ ...named, delaySeconds: 0 }] };
    expect(messagesFor([change(fresh)])).toEqual(sent);
    const done = { ...fresh, state: 'delivered' } as const;
    expect(messagesFor([change(replayed(done, at), done)])).toEqual(sent);
  });

  test('whose next try is near is sent with a delay; a later one is the timer’s', () => {
    expect(messagesFor([change(waiting(4_001), fresh)]).deliver).toEqual([{ ...named, delaySeconds: 5 }]);
    expect(messagesFor([change(waiting(900_000), fresh)]).deliver).toEqual([{ ...named, delaySeconds: 900 }]);
    expect(messagesFor([change(waiting(900_001), fresh)])).toEqual(nothing);
  });

  test('that is claimed or has ended brings nothing about', () => {
    expect(messagesFor([change(claimed(fresh, at), fresh)])).toEqual(nothing);
    for (const state of ['delivered', 'failed'] as const)
      expect(messagesFor([change({ ...fresh, state }, fresh)])).toEqual(nothing);
  });
});

test('many changes of one batch make one message of each kind', () => {
  const changes = [
    ...Array.from({ length: 40 }, (_, at) => taskChange({ no: at % 20 }, { state: 'finished' })),
    taskChange({ state: 'finished', audit: 'pending' }, { audit: 'agrees' }),
    taskChange({ no: 1, state: 'finished', audit: 'pending' }, { audit: 'agrees' }),
    { kind: 'assembly', ...name } as const,
    { kind: 'assembly', ...name } as const,
  ];
  const outgoing = messagesFor(changes);
  expect(outgoing.advance).toEqual([{ ...name, taskNos: Array.from({ length: 20 }, (_, at) => at) }]);
  expect([outgoing.settle, outgoing.assemble]).toEqual([[name], [name]]);
});

test('two batches have a message each', () => {
  const other = taskChange({ batchId: 'batch_2' }, { state: 'closed' });
  expect(messagesFor([resting, other]).advance.map(({ batchId }) => batchId)).toEqual(['batch_1', 'batch_2']);
});

test('a replayed stream brings the same messages about', () => {
  const changes = [batchChange(undefined, { status: 'validating' }), resting, entryChange('settle')];
  expect(messagesFor(changes)).toEqual(messagesFor(changes));
  expect(messagesFor([...changes, resting]).advance).toEqual(messagesFor(changes).advance);
});
