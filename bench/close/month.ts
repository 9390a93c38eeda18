const day = 86_400_000;
const monthStart = Date.UTC(2027, 0, 1);

/** When what happens. Earnings of the 10th are held back for seven days and released after the 18th. */
export const times = {
  topUps: monthStart + 2 * day,
  work: monthStart + 9 * day,
  settlements: monthStart + 10 * day,
  releases: monthStart + 19 * day,
  payouts: monthStart + 20 * day,
  bankPayouts: monthStart + 21 * day,
  /** The last payouts to the bank: their lines may still come. */
  latePayouts: monthStart + 30 * day + 12 * 3_600_000,
  statement: monthStart + 31 * day + 6 * 3_600_000,
  reconciliation: monthStart + 31 * day + 12 * 3_600_000,
};
export const month = '2027-01';

export const tasksPerBatch = 4;
export const requestsPerTask = 100;
/** A page of a document: see shared/catalogue.ts. */
export const microsPerRequest = 15_000_000;
/** To the platform's bank: one a day, and as many in the last hours as are planted late. */
export const bankPayoutsPerMonth = 30;

export type Names = {
  customerIds: readonly string[];
  ownerIds: readonly string[];
  batches: readonly { customerId: string; batchId: string }[];
};

const id = (prefix: string, no: number) => `${prefix}_${String(no).padStart(7, '0')}`;

export function namesOf({
  requests,
  owners,
  customers,
}: {
  requests: number;
  owners: number;
  customers: number;
}): Names {
  const list = (count: number, prefix: string) => Array.from({ length: count }, (_, no) => id(prefix, no));
  const customerIds = list(customers, 'cus');
  const batchIds = list(Math.ceil(requests / (tasksPerBatch * requestsPerTask)), 'batch');
  return {
    customerIds,
    ownerIds: list(owners, 'own'),
    batches: batchIds.map((batchId, no) => ({ batchId, customerId: customerIds[no % customers] ?? '' })),
  };
}
