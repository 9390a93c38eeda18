import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { customerBalancesIn, customerBalanceWrites } from '../../functions/adapters/customer-balances.ts';
import { keys } from '../../functions/adapters/keys.ts';
import { codeOf, startTable, tableName, winners } from './table.ts';

const table = await startTable();
const balances = customerBalancesIn(table.db, tableName);
const paid = (paidMicroUsd: bigint) => ({ paidMicroUsd, promoMicroUsd: 0n });

test('of ten holds at once those that the balance covers are made, and it never falls below zero', async () => {
  await table.commit([customerBalanceWrites.change('cus_1', { availableMicroUsd: 35n })]);
  const { won } = await winners(
    table,
    Array.from({ length: 10 }, () => [customerBalanceWrites.hold('cus_1', paid(10n))]),
  );
  expect(won).toBe(3);
  expect((await balances.of('cus_1')).availableMicroUsd).toBe(5n);
});

test('a customer who was frozen meanwhile holds nothing more', async () => {
  await table.commit([customerBalanceWrites.change('cus_2', { availableMicroUsd: 35n })]);
  await table.db.send(
    new UpdateCommand({
      TableName: tableName,
      Key: keys.customerBalance('cus_2'),
      UpdateExpression: 'ADD frozenBy :reason',
      ExpressionAttributeValues: { ':reason': new Set(['dispute/dp_1']) },
    }),
  );
  expect(await codeOf(table.commit([customerBalanceWrites.hold('cus_2', paid(10n))]))).toBe(
    'insufficient_quota',
  );
  expect((await balances.of('cus_2')).availableMicroUsd).toBe(35n);
});
