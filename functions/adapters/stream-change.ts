import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Change } from '../../shared/dispatch.ts';
import { batchFrom } from './batches.ts';
import { entryFrom } from './ledger.ts';
import { taskFrom } from './tasks.ts';

type Image = Record<string, AttributeValue>;

/** What a stream record says in the market's words; undefined for what nothing follows from. */
export function changeFrom(oldImage: Image | undefined, newImage: Image | undefined): Change | undefined {
  if (!newImage) return undefined;
  const after = unmarshall(newImage);
  const before = oldImage && unmarshall(oldImage);
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
    default:
      return undefined;
  }
}
