import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { Change } from '../../shared/dispatch.ts';
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
  const before = plain(dynamodb?.OldImage);
  const [kind] = String(after.sk).split('#');
  switch (kind) {
    case 'BATCH':
      return { kind: 'batch', after: batchFrom(after), ...(before && { before: batchFrom(before) }) };
    case 'TASK':
      return { kind: 'task', after: taskFrom(after), ...(before && { before: taskFrom(before) }) };
    case 'ASSEMBLY':
      return { kind: 'assembly', customerId: after.customerId, batchId: after.batchId };
    case 'ENTRY':
      return { kind: 'entry', after: entryFrom(after), ...(before && { before: entryFrom(before) }) };
    case 'PAYOUT':
      return { kind: 'payout', isNew: !before, ownerId: after.ownerId, payoutNo: after.payoutNo };
    case 'REFUND':
      return { kind: 'refund', isNew: !before, customerId: after.customerId, refundId: after.refundId };
    case 'TOPUP':
      return { kind: 'top-up', after: topUpFrom(after), ...(before && { before: topUpFrom(before) }) };
    case 'GRANT':
      return { kind: 'credit', isNew: !before, customerId: after.customerId };
    case 'TERMS':
      return {
        kind: 'credit',
        isNew: before?.limitMicroUsd !== after.limitMicroUsd,
        customerId: after.customerId,
      };
    case 'INVOICE':
      return invoiceChange(invoiceFrom(after));
    case 'STRIPE-EVENT':
      return {
        kind: 'stripe-event',
        isNew: !before,
        eventId: after.eventId,
        ...(after.subject && { subject: after.subject }),
      };
    case 'PAYOUTRUN':
      return { kind: 'payout-run', isOpen: isOpen(after), runId: after.runId };
    case 'TAKEBACK':
      return {
        kind: 'take-back',
        isOpen: isOpen(after),
        ownerId: after.ownerId,
        takeBackNo: after.takeBackNo,
      };
    case 'CHARGEREFUND':
      return { kind: 'charge-refund', isOpen: isOpen(after), refundId: after.refundId };
    case 'RECONCILIATION':
      return { kind: 'reconciliation', isOpen: after.state === 'pending', runId: after.runId };
    case 'EXCEPTION':
      return {
        kind: 'exception',
        isOpen: after.state === 'open' && after.proposal?.approvedBy !== undefined,
        exceptionId: after.exceptionId,
      };
    case 'REVERSAL':
      return { kind: 'reversal', isOpen: after.state === 'approved', reversalId: after.reversalId };
    case 'DELIVERY':
      return {
        kind: 'delivery',
        after: deliveryFrom(after),
        ...(before && { before: deliveryFrom(before) }),
      };
    default:
      return undefined;
  }
}

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
