/**
 * Every key of the table stands on this page. A tenant's things lie in the tenant's partition, so that a key made
 * from the authenticated id can't reach another's.
 */
const padded = (no: number, digits: number) => String(no).padStart(digits, '0');

/** A partition takes 1,000 writes a second: 500 tasks each keeps a batch's own fleet from being throttled. */
const tasksPerPartition = 500;

export const keys = {
  credential: (secretSha256: string) => ({ pk: `CREDENTIAL#${secretSha256}`, sk: 'CREDENTIAL' }),

  customer: (customerId: string) => ({ pk: `CUSTOMER#${customerId}`, sk: 'CUSTOMER' }),
  apiKey: (customerId: string, keyId: string) => ({ pk: `CUSTOMER#${customerId}`, sk: `KEY#${keyId}` }),
  project: (customerId: string, projectId: string) => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `PROJECT#${projectId}`,
  }),
  /** What a project of a month ("2027-01") has held and been charged: its cap is kept here. */
  projectSpend: ({
    customerId,
    projectId,
    month,
  }: {
    customerId: string;
    projectId: string;
    month: string;
  }) => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `SPEND#${projectId}#${month}`,
  }),
  spendAlert: (alert: { customerId: string; projectId: string; month: string; percent: number }) => ({
    pk: `CUSTOMER#${alert.customerId}`,
    sk: `ALERT#${alert.projectId}#${alert.month}#${padded(alert.percent, 3)}`,
  }),
  /** Estimated tokens of the batches under way. */
  enqueuedTokens: (customerId: string) => ({ pk: `CUSTOMER#${customerId}`, sk: 'ENQUEUED' }),
  /** The rate of a key, or of the whole organisation: apart from the customer's things, since it is written most. */
  rateBucket: (customerId: string, keyId = '') => ({ pk: `RATE#${customerId}#${keyId}`, sk: 'BUCKET' }),
  /** What was used and charged on a day ("2027-01-08"), by what it is told apart by. */
  usage: (name: {
    customerId: string;
    day: string;
    projectId: string;
    keyId: string;
    model: string;
    window: string;
  }) => ({
    pk: `USAGE#${name.customerId}`,
    sk: `${name.day}#${name.projectId}#${name.keyId}#${name.model}#${name.window}`,
  }),
  quote: (customerId: string, quoteId: string) => ({ pk: `CUSTOMER#${customerId}`, sk: `QUOTE#${quoteId}` }),
  file: (customerId: string, fileId: string) => ({ pk: `CUSTOMER#${customerId}`, sk: `FILE#${fileId}` }),
  /** A file that comes in parts, and its parts: in the order of their ids. */
  upload: (customerId: string, uploadId: string) => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `UPLOAD#${uploadId}`,
  }),
  uploadPart: (customerId: string, uploadId: string, partId: string) => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `PART#${uploadId}#${partId}`,
  }),
  /** The first answer under an Idempotency-Key. */
  keptAnswer: (customerId: string, keySha256: string) => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `ANSWER#${keySha256}`,
  }),
  batch: (customerId: string, batchId: string) => ({ pk: `CUSTOMER#${customerId}`, sk: `BATCH#${batchId}` }),
  response: (customerId: string, responseId: string) => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `RESPONSE#${responseId}`,
  }),

  webhookEndpoint: (customerId: string, endpointId: string) => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `WEBHOOK#${endpointId}`,
  }),
  /** How many webhook endpoints a customer has. */
  webhookCount: (customerId: string) => ({ pk: `CUSTOMER#${customerId}`, sk: 'WEBHOOKS' }),
  /** That an event's deliveries have been made. */
  webhookEvent: (customerId: string, eventId: string) => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `EVENT#${eventId}`,
  }),
  webhookDelivery: (name: { customerId: string; endpointId: string; deliveryId: string }) => ({
    pk: `CUSTOMER#${name.customerId}`,
    sk: `DELIVERY#${name.endpointId}#${name.deliveryId}`,
  }),

  /** A wish to bring money in; and how many there were, so that each is begun knowing all before it. */
  topUp: (customerId: string, topUpId: string) => ({ pk: `CUSTOMER#${customerId}`, sk: `TOPUP#${topUpId}` }),
  topUps: (customerId: string) => ({ pk: `CUSTOMER#${customerId}`, sk: 'TOPUPS' }),
  autoTopUp: (customerId: string) => ({ pk: `CUSTOMER#${customerId}`, sk: 'AUTOTOPUP' }),
  /** Credit that was given; and that the customer was ever given some. */
  promoGrant: (customerId: string, grantId: string) => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `GRANT#${grantId}`,
  }),
  promoCustomer: (customerId: string) => ({ pk: `CUSTOMER#${customerId}`, sk: 'GRANTS' }),
  /** On what terms the customer is invoiced; and its invoices, from 1. */
  invoiceTerms: (customerId: string) => ({ pk: `CUSTOMER#${customerId}`, sk: 'TERMS' }),
  invoice: (customerId: string, invoiceNo: number) => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `INVOICE#${padded(invoiceNo, 6)}`,
  }),

  /** A batch's hold: what is held, captured and released, and how many settlements there were. */
  hold: (batchId: string) => ({ pk: `BATCH#${batchId}`, sk: 'HOLD' }),
  /** Which of 1,024 tasks are finished and settled, as bitmaps. */
  page: (batchId: string, pageNo: number) => ({ pk: `BATCH#${batchId}`, sk: `PAGE#${padded(pageNo, 4)}` }),
  /** What was erased of a batch, or of one live call of it. */
  erasure: (batchId: string, id: string) => ({ pk: `BATCH#${batchId}`, sk: `ERASURE#${id}` }),
  assembly: (batchId: string) => ({ pk: `BATCH#${batchId}`, sk: 'ASSEMBLY' }),
  task: (batchId: string, taskNo: number) => ({
    pk: `BATCH#${batchId}#${padded(Math.floor(taskNo / tasksPerPartition), 4)}`,
    sk: `TASK#${padded(taskNo, 6)}`,
  }),
  /** At most one audit a task. */
  audit: (batchId: string, taskNo: number) => ({
    pk: `BATCH#${batchId}#AUDIT`,
    sk: `TASK#${padded(taskNo, 6)}`,
  }),

  /** What a live call asked, sealed, and what was answered under a lease. */
  livePayload: (batchId: string, taskNo: number) => ({
    pk: `PIECES#${batchId}#${padded(taskNo, 6)}`,
    sk: 'PAYLOAD',
  }),
  liveResult: (batchId: string, taskNo: number, fence: number) => ({
    pk: `PIECES#${batchId}#${padded(taskNo, 6)}`,
    sk: `RESULT#${padded(fence, 6)}`,
  }),
  /** A piece of a live answer: by lease and number, so that they are read in their order. */
  piece: (batchId: string, taskNo: number, { fence, no }: { fence: number; no: number }) => ({
    pk: `PIECES#${batchId}#${padded(taskNo, 6)}`,
    sk: `PIECE#${padded(fence, 6)}#${padded(no, 6)}`,
  }),

  owner: (ownerId: string) => ({ pk: `OWNER#${ownerId}`, sk: 'OWNER' }),
  payout: (ownerId: string, payoutNo: number) => ({
    pk: `OWNER#${ownerId}`,
    sk: `PAYOUT#${padded(payoutNo, 6)}`,
  }),
  /** Money that comes back from an owner by reversing transfers. */
  takeBack: (ownerId: string, takeBackNo: number) => ({
    pk: `OWNER#${ownerId}`,
    sk: `TAKEBACK#${padded(takeBackNo, 6)}`,
  }),
  /** A run of payouts, and its lines in chunks. */
  payoutRun: (runId: string) => ({ pk: 'PAYOUT_RUNS', sk: `PAYOUTRUN#${runId}` }),
  payoutRunLines: (runId: string, chunk: number) => ({
    pk: `PAYOUT_RUN#${runId}`,
    sk: `LINES#${padded(chunk, 5)}`,
  }),
  /** A charge that finance gives back. */
  chargeRefund: (refundId: string) => ({ pk: 'CHARGE_REFUNDS', sk: `CHARGEREFUND#${refundId}` }),
  /** Which charters are in force; each version as it was agreed to; and that it was withdrawn. */
  consent: (ownerId: string) => ({ pk: `OWNER#${ownerId}`, sk: 'CONSENT' }),
  charter: (ownerId: string, version: number) => ({
    pk: `OWNER#${ownerId}`,
    sk: `CHARTER#${padded(version, 6)}`,
  }),
  charterWithdrawal: (ownerId: string, version: number) => ({
    pk: `OWNER#${ownerId}`,
    sk: `CHARTER#${padded(version, 6)}#WITHDRAWN`,
  }),
  /** That the owner's account is being closed, or was, and what was erased. */
  closure: (ownerId: string) => ({ pk: `OWNER#${ownerId}`, sk: 'CLOSURE' }),
  /** How the owner's accounts stood at the end of a month ("2027-01"). */
  closing: (ownerId: string, month: string) => ({ pk: `OWNER#${ownerId}`, sk: `CLOSING#${month}` }),
  /** Who is paid a share of what the owner earns, and the numbered versions of the shares. */
  beneficiary: (ownerId: string, beneficiaryId: string) => ({
    pk: `OWNER#${ownerId}`,
    sk: `BENEFICIARY#${beneficiaryId}`,
  }),
  shares: (ownerId: string, version: number) => ({
    pk: `OWNER#${ownerId}`,
    sk: `SHARES#${padded(version, 6)}`,
  }),
  enrolmentCode: (codeId: string) => ({ pk: `ENROLMENT#${codeId}`, sk: 'ENROLMENT' }),
  /** Names a vehicle as this owner's, for lists. */
  ownedVehicle: (ownerId: string, vehicleId: string) => ({
    pk: `OWNER#${ownerId}`,
    sk: `VEHICLE#${vehicleId}`,
  }),
  /** All halts that are not ended, in one item that vehicles' calls are judged by; and each halt, for good. */
  activeHalts: () => ({ pk: 'HALTS', sk: 'ACTIVE' }),
  halt: (haltId: string) => ({ pk: 'HALTS', sk: `HALT#${haltId}` }),
  vehicle: (vehicleId: string) => ({ pk: `VEHICLE#${vehicleId}`, sk: 'VEHICLE' }),
  /** Where a parked vehicle stands: spread, since a whole fleet reports there. */
  presence: (vehicleId: string) => ({ pk: fleetShard(shardOf(vehicleId)), sk: `VEHICLE#${vehicleId}` }),

  fleetSize: () => ({ pk: 'FLEET', sk: 'SIZE' }),

  /** `batch/<id>/settle/3`: all entries of batch/<id> lie together, and a business key exists once in the table. */
  entry: (businessKey: string) => {
    const [kind, id, ...rest] = businessKey.split('/');
    return { pk: `LEDGER#${kind}/${id}`, sk: `ENTRY#${rest.join('/')}` };
  },
  /** Before all entries of an owner that are earnings of this day ("2027-01-08") or of a later one. */
  earned: (ownerId: string, day: string) => ({ pk: `LEDGER#owner/${ownerId}`, sk: `ENTRY#earned/${day}` }),
  customerBalance: (customerId: string) => ({ pk: `BALANCE#customer/${customerId}`, sk: 'BALANCE' }),
  ownerBalance: (ownerId: string) => ({ pk: `BALANCE#owner/${ownerId}`, sk: 'BALANCE' }),
  beneficiaryBalance: (ownerId: string, beneficiaryId: string) => ({
    pk: `BALANCE#owner/${ownerId}`,
    sk: `BENEFICIARY#${beneficiaryId}`,
  }),

  financePerson: (personId: string) => ({ pk: 'FINANCE', sk: `PERSON#${personId}` }),
  /** Who did what, of a month ("2027-01"), in the order of time. */
  auditMonth: (month: string) => `AUDIT#${month}`,
  auditRecord: (at: number, requestId: string) => ({
    pk: `AUDIT#${new Date(at).toISOString().slice(0, 7)}`,
    sk: `${padded(at, 15)}#${requestId}`,
  }),

  /** What came in of a customer's, and what goes back: at Stripe each is an object of its own. */
  payment: (customerId: string, paymentIntentId: string) => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `PAYMENT#${paymentIntentId}`,
  }),
  refund: (customerId: string, refundId: string) => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `REFUND#${refundId}`,
  }),
  dispute: (customerId: string, disputeId: string) => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `DISPUTE#${disputeId}`,
  }),
  fraudWarning: (customerId: string, warningId: string) => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `FRAUD-WARNING#${warningId}`,
  }),
  /** An event of Stripe that came in: its names, for who has to take over what it is about. */
  stripeEvent: (eventId: string) => ({ pk: `STRIPE#EVENT#${eventId}`, sk: 'STRIPE-EVENT' }),
  /** Whose a connected account is. */
  stripeAccount: (accountId: string) => ({ pk: `STRIPE#ACCOUNT#${accountId}`, sk: 'ACCOUNT' }),
  /** An account at the platform's bank; the files that told of it, and their lines by day ("2027-01-08"). */
  bankAccount: (account: string) => ({ pk: 'BANK', sk: `ACCOUNT#${account}` }),
  bankStatement: (account: string, sha256: string) => ({ pk: `BANK#${account}`, sk: `STATEMENT#${sha256}` }),
  bankLine: (account: string, bookedOn: string, lineId: string) => ({
    pk: `BANK#${account}`,
    sk: `LINE#${bookedOn}#${lineId}`,
  }),
  /** What finance has to explain, and the runs that found it. */
  exception: (exceptionId: string) => ({ pk: 'EXCEPTIONS', sk: `EXCEPTION#${exceptionId}` }),
  reconciliation: (runId: string) => ({ pk: 'RECONCILIATIONS', sk: `RECONCILIATION#${runId}` }),
  stripeCursor: () => ({ pk: 'STRIPE', sk: 'CURSOR' }),

  /** The end of the journal's chain, and each link of it. */
  journalHead: () => ({ pk: 'JOURNAL', sk: 'HEAD' }),
  journalLink: (seq: number) => ({ pk: 'JOURNAL', sk: `LINK#${padded(seq, 12)}` }),
  /** Which entries a link holds of ten minutes, by day, so that one is found by its time. */
  journalSlot: (slotAt: number, seq: number) => ({
    pk: `JOURNAL#${new Date(slotAt).toISOString().slice(0, 10)}`,
    sk: `SLOT#${new Date(slotAt).toISOString().slice(11, 16)}#${padded(seq, 12)}`,
  }),
  /** An entry that came after its month was closed, and is in no link. */
  journalRefused: (businessKey: string) => ({ pk: 'JOURNAL', sk: `REFUSED#${businessKey}` }),
  reversal: (reversalId: string) => ({ pk: 'FINANCE', sk: `REVERSAL#${reversalId}` }),
  /** A closed month ("2027-01"). */
  period: (month: string) => ({ pk: 'JOURNAL', sk: `PERIOD#${month}` }),
};

const fleetShardCount = 8;
const fleetShard = (no: number) => `FLEET#${padded(no, 2)}`;
/** The last characters of an id are random. */
const shardOf = (vehicleId: string) => Number.parseInt(vehicleId.slice(-1), 36) % fleetShardCount;
export const fleetShards = (): string[] => Array.from({ length: fleetShardCount }, (_, no) => fleetShard(no));

/** The one index is sparse: only what a timer or finance must find by itself carries these attributes. */
export const indexKeys = {
  /** Refunds that Stripe has not confirmed, and warnings of fraud that finance has not decided on. */
  openRefund: (refundName: string) => ({ indexPk: 'OPEN#REFUND', indexSk: refundName }),
  openFraudWarning: (warningName: string) => ({ indexPk: 'OPEN#FRAUD-WARNING', indexSk: warningName }),
  /** Batches that have not come to rest, for the sweep. */
  openBatch: (batchId: string) => ({ indexPk: 'OPEN#BATCH', indexSk: batchId }),
  /** The first entry of each ledger partition, so that a proof finds them all. */
  ledger: (root: string) => ({ indexPk: 'LEDGER', indexSk: root }),
  /** Payouts that Stripe has not confirmed, in the order of their next attempts. */
  openPayout: (payoutId: string, dueAt = 0) => ({
    indexPk: 'OPEN#PAYOUT',
    indexSk: `${padded(dueAt, 15)}#${payoutId}`,
  }),
  /** Payout runs, takings back and refunds of charges of which a step is still to be done. */
  openPayoutRun: (runId: string) => ({ indexPk: 'OPEN#PAYOUT_RUN', indexSk: runId }),
  openTakeBack: (takeBackId: string) => ({ indexPk: 'OPEN#TAKEBACK', indexSk: takeBackId }),
  openChargeRefund: (refundId: string) => ({ indexPk: 'OPEN#CHARGE_REFUND', indexSk: refundId }),
  /** Exceptions that are not resolved, oldest first. */
  openException: (occurredAt: number, exceptionId: string) => ({
    indexPk: 'OPEN#EXCEPTION',
    indexSk: `${padded(occurredAt, 15)}#${exceptionId}`,
  }),
  owner: (ownerId: string) => ({ indexPk: 'OWNERS', indexSk: ownerId }),
  /** Owners who are to be erased once they are paid. */
  openClosure: (ownerId: string) => ({ indexPk: 'OPEN#CLOSURE', indexSk: ownerId }),
  /** Webhook deliveries that are not done, in the order of their next attempts. */
  openDelivery: (nextAttemptAt: number) => ({ indexPk: 'OPEN#DELIVERY', indexSk: padded(nextAttemptAt, 15) }),
  /** Customers whose balance is topped up automatically. */
  autoTopUp: (customerId: string) => ({ indexPk: 'AUTOTOPUP', indexSk: customerId }),
  /** Customers who were ever given promo credit. */
  promoCustomer: (customerId: string) => ({ indexPk: 'PROMO', indexSk: customerId }),
  /** Customers who are invoiced; and invoices that nobody has paid yet. */
  invoiced: (customerId: string) => ({ indexPk: 'INVOICED', indexSk: customerId }),
  openInvoice: (invoiceId: string) => ({ indexPk: 'OPEN#INVOICE', indexSk: invoiceId }),
};

/** The numbers of the task partitions of a batch of `tasks` tasks, for one query each. */
export const taskPartitions = (batchId: string, tasks: number): string[] =>
  Array.from(
    { length: Math.ceil(tasks / tasksPerPartition) },
    (_, at) => keys.task(batchId, at * tasksPerPartition).pk,
  );
