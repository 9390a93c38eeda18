import { expect, test } from 'vitest';
import { type Change, messagesFor } from '../../shared/dispatch.ts';
import { entryOf } from '../../shared/ledger.ts';
import type { TopUpRecord } from '../../shared/top-up-record.ts';
import { sampleTopUp } from './sample-top-up.ts';

const nothing = messagesFor([]);

test('a top-up that ends is told of if somebody paid or tried to, and what waits for it goes on', () => {
  const topUp = { customerId: 'cus_1', topUpId: 'top_1' };
  const ending = (state: TopUpRecord['state']) =>
    messagesFor([{ kind: 'top-up', before: sampleTopUp({}), after: sampleTopUp({ state }) }]);
  for (const state of ['paid', 'failed'] as const)
    expect(ending(state)).toEqual({ ...nothing, 'top-up': [{ customerId: 'cus_1' }], announce: [topUp] });
  expect(ending('expired')).toEqual({ ...nothing, 'top-up': [{ customerId: 'cus_1' }] });
  expect(ending('processing')).toEqual(nothing);
});

test('a hold that leaves too little has the customer topped up, once however many holds see it', () => {
  const hold = (no: number): Change => ({
    kind: 'entry',
    after: { ...holdThatIsLow, businessKey: `batch/batch_${no}/hold` },
  });
  expect(messagesFor([hold(1), hold(2)])['top-up']).toEqual([{ customerId: 'cus_1' }]);
});

const holdThatIsLow = entryOf({
  businessKey: 'batch/batch_1/hold',
  kind: 'hold',
  at: 1,
  postings: [],
  memo: { customerId: 'cus_1', topUpDue: true },
});
