import { dataOf, financeApi } from '../../../api/client.ts';
import { listed } from '../../../api/listed.ts';
import type { Got } from '../queries.ts';

export type FraudWarning = Got<'/v1/finance/fraud_warnings'>['data'][number];
export type Invoice = Got<'/v1/finance/invoices'>['data'][number];
export type Refund = Got<'/v1/finance/customers/{customer_id}/refunds'>['data'][number];

export const fraudWarnings = listed<FraudWarning>({
  queryKey: ['finance', 'fraud-warnings'],
  page: async (query, signal) =>
    dataOf(await financeApi.GET('/v1/finance/fraud_warnings', { params: { query }, signal })),
});

/** Of one customer all; else of all customers those that are neither paid nor void. */
export const invoicesOf = (customerId: string | undefined) =>
  listed<Invoice>({
    queryKey: ['finance', 'invoices', customerId ?? ''],
    page: async (place, signal) => {
      const query = { ...place, ...(customerId !== undefined && { customer_id: customerId }) };
      return dataOf(await financeApi.GET('/v1/finance/invoices', { params: { query }, signal }));
    },
    isMoving: ({ status }) => status === 'pending',
  });

export const refundsOf = (customerId: string) =>
  listed<Refund>({
    queryKey: ['finance', 'refunds', customerId],
    page: async (query, signal) =>
      dataOf(
        await financeApi.GET('/v1/finance/customers/{customer_id}/refunds', {
          params: { path: { customer_id: customerId }, query },
          signal,
        }),
      ),
    isMoving: ({ status }) => status === 'pending',
  });
