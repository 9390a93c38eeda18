import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { Change } from '../../shared/dispatch.ts';
import type { FollowedRecord } from '../../shared/followed-records.ts';
import type { Invoice } from '../../shared/invoice.ts';
import { batchFrom } from './batches.ts';
import { entryFrom } from './entries.ts';
import { invoiceFrom } from './invoices.ts';
import { taskFrom } from './tasks.ts';
import { topUpFrom } from './top-ups.ts';
import { deliveryFrom } from './webhook-deliveries.ts';

/** What a stream record says in the market's words; undefined for what nothing follows from. */
export function changeFrom({ dynamodb }: DynamoDBRecord): Change | undefined {
  const after = plain(dynamodb?.NewImage);
  if (!after) return undefined;
  const [kind = ''] = String(after.sk).split('#');
  return isFollowed(kind) ? changes[kind](after, plain(dynamodb?.OldImage)) : undefined;
}

const isFollowed = (kind: string): kind is FollowedRecord => Object.hasOwn(changes, kind);

type Item = ReturnType<typeof unmarshall>;

const changes: Record<FollowedRecord, (after: Item, before: Item | undefined) => Change> = {
  BATCH: (after, before) => ({
    kind: 'batch',
    after: batchFrom(after),
    ...(before && { before: batchFrom(before) }),
  }),
  TASK: (after, before) => ({
    kind: 'task',
    after: taskFrom(after),
    ...(before && { before: taskFrom(before) }),
  }),
  ASSEMBLY: ({ customerId, batchId }) => ({ kind: 'assembly', customerId, batchId }),
  ENTRY: (after, before) => ({
    kind: 'entry',
    after: entryFrom(after),
    ...(before && { before: entryFrom(before) }),
  }),
  PAYOUT: ({ ownerId, payoutNo }, before) => ({ kind: 'payout', isNew: !before, ownerId, payoutNo }),
  PAYOUTRUN: (after) => ({ kind: 'payout-run', isOpen: isOpen(after), runId: after.runId }),
  TAKEBACK: (after) => ({
    kind: 'take-back',
    isOpen: isOpen(after),
    ownerId: after.ownerId,
    takeBackNo: after.takeBackNo,
  }),
  CHARGEREFUND: (after) => ({ kind: 'charge-refund', isOpen: isOpen(after), refundId: after.refundId }),
  REVERSAL: ({ state, reversalId }) => ({ kind: 'reversal', isOpen: state === 'approved', reversalId }),
  RECONCILIATION: ({ state, runId }) => ({ kind: 'reconciliation', isOpen: state === 'pending', runId }),
  EXCEPTION: ({ state, proposal, exceptionId }) => ({
    kind: 'exception',
    isOpen: state === 'open' && proposal?.approvedBy !== undefined,
    exceptionId,
  }),
  REFUND: ({ customerId, refundId }, before) => ({ kind: 'refund', isNew: !before, customerId, refundId }),
  TOPUP: (after, before) => ({
    kind: 'top-up',
    after: topUpFrom(after),
    ...(before && { before: topUpFrom(before) }),
  }),
  GRANT: ({ customerId }, before) => ({ kind: 'credit', isNew: !before, customerId }),
  TERMS: ({ customerId, limitMicroUsd }, before) => ({
    kind: 'credit',
    isNew: before?.limitMicroUsd !== limitMicroUsd,
    customerId,
  }),
  INVOICE: (after) => invoiceChange(invoiceFrom(after)),
  // Sent again by Stripe, or by somebody from its dashboard, it is followed again.
  'STRIPE-EVENT': ({ eventId, subject, receivedAt }, before) => ({
    kind: 'stripe-event',
    isNew: before?.receivedAt !== receivedAt,
    eventId,
    ...(subject && { subject }),
  }),
  DELIVERY: (after, before) => ({
    kind: 'delivery',
    after: deliveryFrom(after),
    ...(before && { before: deliveryFrom(before) }),
  }),
};

/** What stands in the index of open things has a next step. */
const isOpen = (item: Record<string, unknown>) => item.indexPk !== undefined;

const invoiceChange = ({ customerId, invoiceNo, state, asked }: Invoice): Change => ({
  kind: 'invoice',
  isOpen: state === 'pending' || asked !== undefined,
  customerId,
  invoiceNo,
});

type Image = NonNullable<DynamoDBRecord['dynamodb']>['NewImage'];

/** The event's types are those of AWS's own marshalling, which the SDK's AttributeValue describes. */
const plain = (image: Image) => image && unmarshall(withBytes(image) as Record<string, AttributeValue>);

/** Lambda gets a record's binaries as base64 text; a client of the stream gets bytes. */
const withBytes = (image: NonNullable<Image>) =>
  Object.fromEntries(
    Object.entries(image).map(([name, value]) => [
      name,
      typeof value.B === 'string' ? { B: new Uint8Array(Buffer.from(value.B, 'base64')) } : value,
    ]),
  );
