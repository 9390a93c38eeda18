import type { TopUpRecord } from '../../shared/top-up-record.ts';

export const sampleTopUp = (by: Partial<TopUpRecord>): TopUpRecord => ({
  version: 1,
  customerId: 'cus_1',
  topUpId: 'top_1',
  topUpNo: 1,
  kind: 'checkout',
  state: 'open',
  cents: 1_000,
  stripeCustomerId: 'cus_stripe',
  createdAt: 1,
  ...by,
});
