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
  file: (customerId: string, fileId: string) => ({ pk: `CUSTOMER#${customerId}`, sk: `FILE#${fileId}` }),
  /** The first answer under an Idempotency-Key. */
  keptAnswer: (customerId: string, keySha256: string) => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `ANSWER#${keySha256}`,
  }),
  batch: (customerId: string, batchId: string) => ({ pk: `CUSTOMER#${customerId}`, sk: `BATCH#${batchId}` }),

  /** A batch's hold: what is held, captured and released, and how many settlements there were. */
  hold: (batchId: string) => ({ pk: `BATCH#${batchId}`, sk: 'HOLD' }),
  /** Which of 1,024 tasks are finished and settled, as bitmaps. */
  page: (batchId: string, pageNo: number) => ({ pk: `BATCH#${batchId}`, sk: `PAGE#${padded(pageNo, 4)}` }),
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

  owner: (ownerId: string) => ({ pk: `OWNER#${ownerId}`, sk: 'OWNER' }),
  payout: (ownerId: string, payoutNo: number) => ({
    pk: `OWNER#${ownerId}`,
    sk: `PAYOUT#${padded(payoutNo, 6)}`,
  }),
  /** What an owner earned that is released on this day ("2027-01-08"). */
  heldEarnings: (ownerId: string, day: string) => ({ pk: `OWNER#${ownerId}`, sk: `HELD#${day}` }),
  enrolmentCode: (codeSha256: string) => ({ pk: `ENROLMENT#${codeSha256}`, sk: 'ENROLMENT' }),
  vehicle: (vehicleId: string) => ({ pk: `VEHICLE#${vehicleId}`, sk: 'VEHICLE' }),
  /** Where a parked vehicle stands: spread, since a whole fleet reports there. */
  presence: (vehicleId: string) => ({ pk: fleetShard(shardOf(vehicleId)), sk: `VEHICLE#${vehicleId}` }),

  /** `batch/<id>/settle/3`: all entries of batch/<id> lie together, and a business key exists once in the table. */
  entry: (businessKey: string) => {
    const [kind, id, ...rest] = businessKey.split('/');
    return { pk: `LEDGER#${kind}/${id}`, sk: `ENTRY#${rest.join('/')}` };
  },
  customerBalance: (customerId: string) => ({ pk: `BALANCE#customer/${customerId}`, sk: 'BALANCE' }),
  ownerBalance: (ownerId: string) => ({ pk: `BALANCE#owner/${ownerId}`, sk: 'BALANCE' }),

  stripeCursor: () => ({ pk: 'STRIPE', sk: 'CURSOR' }),
};

const fleetShardCount = 8;
const fleetShard = (no: number) => `FLEET#${padded(no, 2)}`;
/** The last characters of an id are random. */
const shardOf = (vehicleId: string) => Number.parseInt(vehicleId.slice(-1), 36) % fleetShardCount;
export const fleetShards = (): string[] => Array.from({ length: fleetShardCount }, (_, no) => fleetShard(no));

/** The one index is sparse: only what a timer or finance must find by itself carries these attributes. */
export const indexKeys = {
  /** Batches that have not come to rest, for the sweep. */
  openBatch: (batchId: string) => ({ indexPk: 'OPEN#BATCH', indexSk: batchId }),
  /** The first entry of each ledger partition, so that a proof finds them all. */
  ledger: (root: string) => ({ indexPk: 'LEDGER', indexSk: root }),
  /** Payouts that Stripe has not confirmed. */
  openPayout: (payoutId: string) => ({ indexPk: 'OPEN#PAYOUT', indexSk: payoutId }),
  owner: (ownerId: string) => ({ indexPk: 'OWNERS', indexSk: ownerId }),
};

/** The numbers of the task partitions of a batch of `tasks` tasks, for one query each. */
export const taskPartitions = (batchId: string, tasks: number): string[] =>
  Array.from(
    { length: Math.ceil(tasks / tasksPerPartition) },
    (_, at) => keys.task(batchId, at * tasksPerPartition).pk,
  );
