import { expect, test } from 'vitest';
import { messagesFor } from '../../shared/dispatch.ts';
import { messages } from '../../shared/messages.ts';
import { newDelivery } from '../../shared/webhook-delivery.ts';
import { batchChange, entryChange, resting, taskChange } from './sample-changes.ts';
import { sampleTopUp } from './sample-top-up.ts';

test('every message is one that its queue’s consumer can read', () => {
  const outgoing = messagesFor([
    batchChange(undefined, { status: 'validating' }),
    batchChange({ status: 'in_progress' }, { status: 'finalizing' }),
    batchChange({ status: 'finalizing' }, { status: 'completed' }),
    batchChange({ status: 'completed' }, { status: 'completed', zeroRetention: true, deliveredAt: 1 }),
    resting,
    taskChange({ auditOf: 0 }, { state: 'closed' }),
    taskChange({ state: 'finished' }, { audit: 'agrees' }),
    entryChange('settle'),
    { kind: 'payout', isNew: true, ownerId: 'own_1', payoutNo: 0 },
    { kind: 'payout-run', isOpen: true, runId: 'run_1' },
    { kind: 'take-back', isOpen: true, ownerId: 'own_1', takeBackNo: 1 },
    { kind: 'charge-refund', isOpen: true, refundId: 'ref_1' },
    { kind: 'refund', isNew: true, customerId: 'cus_1', refundId: 'ref_1' },
    { kind: 'stripe-event', isNew: true, eventId: 'evt_1', subject: { kind: 'payment', id: 'pi_1' } },
    { kind: 'credit', isNew: true, customerId: 'cus_1' },
    { kind: 'invoice', isOpen: true, customerId: 'cus_1', invoiceNo: 1 },
    { kind: 'top-up', after: sampleTopUp({ state: 'expired' }) },
    { kind: 'reconciliation', isOpen: true, runId: 'rec_1' },
    { kind: 'exception', isOpen: true, exceptionId: 'exc_1' },
    { kind: 'reversal', isOpen: true, reversalId: 'rev_1' },
    {
      kind: 'delivery',
      after: newDelivery(
        {
          customerId: 'cus_1',
          endpointId: 'whe_1',
          deliveryId: 'whd_1',
          event: { eventId: 'evt_1', type: 'batch.completed', createdAt: 1, subjectId: 'batch_1' },
        },
        1,
      ),
    },
  ]);
  for (const [queue, sent] of Object.entries(outgoing)) {
    expect(sent.length, queue).toBe(1);
    expect(messages[queue as keyof typeof messages].parse(sent[0])).toEqual(sent[0]);
  }
});
