import { type Batch, isTerminal } from './batch.ts';
import { journalMessages } from './journal-messages.ts';
import type { Entry } from './ledger.ts';
import type { MessageOf, QueueName } from './messages.ts';
import { isErasureDue } from './retention.ts';
import type { StripeSubject } from './stripe-subject.ts';
import type { Task } from './task.ts';
import { isEnded, type TopUpRecord } from './top-up-record.ts';
import { type Delivery, delaySecondsOf } from './webhook-delivery.ts';
import { endEventOf, topUpEventOf } from './webhook-event.ts';

/** A change of the table, in the market's words. `before` is absent for what is new. */
export type Change =
  | { kind: 'batch'; before?: Batch; after: Batch }
  | { kind: 'task'; before?: Task; after: Task }
  | { kind: 'assembly'; customerId: string; batchId: string }
  | { kind: 'entry'; before?: Entry; after: Entry }
  | { kind: 'payout'; isNew: boolean; ownerId: string; payoutNo: number }
  /** Each has a next step after each change, until it is not open any more. */
  | { kind: 'payout-run'; isOpen: boolean; runId: string }
  | { kind: 'take-back'; isOpen: boolean; ownerId: string; takeBackNo: number }
  | { kind: 'charge-refund'; isOpen: boolean; refundId: string }
  | { kind: 'reconciliation'; isOpen: boolean; runId: string }
  | { kind: 'exception'; isOpen: boolean; exceptionId: string }
  | { kind: 'reversal'; isOpen: boolean; reversalId: string }
  | { kind: 'refund'; isNew: boolean; customerId: string; refundId: string }
  | { kind: 'top-up'; before?: TopUpRecord; after: TopUpRecord }
  /** Promo credit was granted, or terms were agreed. */
  | { kind: 'credit'; isNew: boolean; customerId: string }
  /** Open: something is to be done at Stripe. */
  | { kind: 'invoice'; isOpen: boolean; customerId: string; invoiceNo: number }
  | { kind: 'stripe-event'; isNew: boolean; eventId: string; subject?: StripeSubject }
  | { kind: 'delivery'; before?: Delivery; after: Delivery };

export type Outgoing = { [Name in QueueName]: MessageOf<Name>[] };

/**
 * What must follow these commits, as messages to the market's queues. One message a batch and purpose, however many
 * changes ask for it. A replayed stream sends them again, which changes nothing: each receiver looks at the table.
 */
export function messagesFor(changes: readonly Change[]): Outgoing {
  const outgoing = noMessages();
  const resting: Resting = new Map();
  const posted = new Set<string>();
  for (const change of changes) follow(change, outgoing, { resting, posted });
  outgoing.advance.push(...resting.values());
  outgoing.journal = journalMessages(posted);
  outgoing['top-up'] = distinct(outgoing['top-up']);
  outgoing.settle = distinct(outgoing.settle);
  outgoing.assemble = distinct(outgoing.assemble);
  return outgoing;
}

const noMessages = (): Outgoing => ({
  plan: [],
  advance: [],
  assemble: [],
  settle: [],
  accrue: [],
  journal: [],
  reverse: [],
  reconcile: [],
  adjust: [],
  audit: [],
  pay: [],
  'payout-run': [],
  'take-back': [],
  'refund-charge': [],
  erase: [],
  refund: [],
  'stripe-event': [],
  'top-up': [],
  credit: [],
  invoice: [],
  announce: [],
  deliver: [],
});

type Noted = { resting: Resting; posted: Set<string> };

function follow(change: Change, outgoing: Outgoing, { resting, posted }: Noted): void {
  switch (change.kind) {
    case 'batch':
      followBatch(change, outgoing, resting);
      break;
    case 'task':
      followTask(change, outgoing, resting);
      break;
    case 'assembly':
      outgoing.assemble.push(nameOf(change));
      break;
    case 'delivery':
      followDelivery(change, outgoing);
      break;
    default:
      followMoney(change, outgoing, posted);
  }
}

type MoneyChange = Exclude<Change, { kind: 'batch' | 'task' | 'assembly' | 'delivery' }>;

function followMoney(change: MoneyChange, outgoing: Outgoing, posted: Set<string>): void {
  switch (change.kind) {
    case 'entry':
      if (!change.before) followEntry(change.after, outgoing, posted);
      break;
    case 'top-up':
      followTopUp(change, outgoing);
      break;
    case 'payout':
    case 'refund':
    case 'credit':
    case 'stripe-event':
      if (change.isNew) followNew(change, outgoing);
      break;
    case 'payout-run':
    case 'take-back':
    case 'charge-refund':
    case 'reconciliation':
    case 'exception':
    case 'reversal':
    case 'invoice':
      if (change.isOpen) followSteps(change, outgoing);
      break;
  }
}

type New = Extract<Change, { kind: 'payout' | 'refund' | 'credit' | 'stripe-event' }>;

function followNew(change: New, outgoing: Outgoing) {
  if (change.kind === 'payout') outgoing.pay.push({ ownerId: change.ownerId, payoutNo: change.payoutNo });
  else if (change.kind === 'refund')
    outgoing.refund.push({ customerId: change.customerId, refundId: change.refundId });
  else if (change.kind === 'credit') outgoing.credit.push({ customerId: change.customerId });
  else if (change.subject)
    outgoing['stripe-event'].push({ eventId: change.eventId, subject: change.subject });
}

function followEntry({ businessKey, kind, memo }: Entry, outgoing: Outgoing, posted: Set<string>) {
  posted.add(businessKey);
  if (kind === 'hold' && memo.topUpDue === true)
    outgoing['top-up'].push({ customerId: String(memo.customerId) });
  if (kind === 'settle') outgoing.accrue.push({ businessKey });
}

type Stepped = Extract<
  Change,
  {
    kind:
      | 'payout-run'
      | 'take-back'
      | 'charge-refund'
      | 'reconciliation'
      | 'exception'
      | 'reversal'
      | 'invoice';
  }
>;

function followSteps(change: Stepped, outgoing: Outgoing) {
  switch (change.kind) {
    case 'payout-run':
      outgoing['payout-run'].push({ runId: change.runId });
      break;
    case 'take-back':
      outgoing['take-back'].push({ ownerId: change.ownerId, takeBackNo: change.takeBackNo });
      break;
    case 'charge-refund':
      outgoing['refund-charge'].push({ refundId: change.refundId });
      break;
    case 'reconciliation':
      outgoing.reconcile.push({ runId: change.runId });
      break;
    case 'exception':
      outgoing.adjust.push({ exceptionId: change.exceptionId });
      break;
    case 'reversal':
      outgoing.reverse.push({ reversalId: change.reversalId });
      break;
    case 'invoice':
      outgoing.invoice.push({ customerId: change.customerId, invoiceNo: change.invoiceNo });
      break;
  }
}

/** Who waits for it goes on, and whoever wants to be told of it is. */
function followTopUp({ before, after }: { before?: TopUpRecord; after: TopUpRecord }, outgoing: Outgoing) {
  if (!isEnded(after) || (before && isEnded(before))) return;
  const { customerId, topUpId } = after;
  outgoing['top-up'].push({ customerId });
  if (topUpEventOf(after)) outgoing.announce.push({ customerId, topUpId });
}

type Resting = Map<string, MessageOf<'advance'>>;

function followBatch(
  { before, after }: { before?: Batch; after: Batch },
  outgoing: Outgoing,
  resting: Resting,
) {
  if (isErasureDue(after, after.deliveredAt ?? 0) && !before?.deliveredAt) outgoing.erase.push(nameOf(after));
  if (before && before.status === after.status && before.ending === after.ending) return;
  if (after.status === 'validating') outgoing.plan.push(nameOf(after));
  else if (after.status === 'finalizing') outgoing.assemble.push(nameOf(after));
  else if (isTerminal(after.status)) {
    outgoing.settle.push(nameOf(after));
    if (endEventOf(after)) outgoing.announce.push(nameOf(after));
  } else if (after.kind === 'file') note(resting, after);
}

function followTask({ before, after }: { before?: Task; after: Task }, outgoing: Outgoing, resting: Resting) {
  const cameToRest = after.state !== 'open' && before?.state === 'open';
  if (after.auditOf !== undefined) {
    if (cameToRest) outgoing.audit.push({ ...nameOf(after), taskNo: after.no });
    return;
  }
  if (cameToRest) note(resting, after, after.no);
  if (after.audit !== before?.audit && after.audit !== 'pending') {
    outgoing.settle.push(nameOf(after));
    // Such a batch ends after its checks: this may have been the last.
    if (after.zeroRetention) note(resting, after);
  }
}

/** SQS holds a message back for so long at most; what is due later a timer finds in the table. */
const longestDelaySeconds = 900;

function followDelivery({ before, after }: { before?: Delivery; after: Delivery }, outgoing: Outgoing) {
  const delaySeconds = delaySecondsOf(after);
  const isScheduled = before?.state !== 'pending' || before.nextAttemptAt !== after.nextAttemptAt;
  if (delaySeconds === undefined || delaySeconds > longestDelaySeconds || !isScheduled) return;
  const { customerId, endpointId, deliveryId } = after;
  outgoing.deliver.push({ customerId, endpointId, deliveryId, delaySeconds });
}

function note(resting: Resting, { customerId, batchId }: Batch | Task, taskNo?: number) {
  const noted = resting.get(batchId) ?? { customerId, batchId, taskNos: [] };
  if (taskNo !== undefined && !noted.taskNos.includes(taskNo)) noted.taskNos.push(taskNo);
  resting.set(batchId, noted);
}

const nameOf = ({ customerId, batchId }: { customerId: string; batchId: string }) => ({
  customerId,
  batchId,
});

const distinct = <Message>(all: readonly Message[]): Message[] => [
  ...new Map(all.map((message) => [JSON.stringify(message), message])).values(),
];
