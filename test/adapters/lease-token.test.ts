import { expect, test } from 'vitest';
import { leaseTokens } from '../../functions/adapters/lease-token.ts';
import { codeOf, randomBytes } from './table.ts';

const claim = { customerId: 'cus_1', batchId: 'batch_1', taskNo: 3, audit: false, fence: 7, receipt: 'r' };
const tokens = leaseTokens(randomBytes(32), randomBytes);

test('a lease token opens for the vehicle that it was sealed for, and for no other', async () => {
  const token = await tokens.seal(claim, 'veh_1');
  expect(await tokens.open(token, 'veh_1')).toEqual(claim);
  expect(await codeOf(tokens.open(token, 'veh_2'))).toBe('not_allowed');
});

test('a lease token that was changed, was sealed elsewhere or is none is refused', async () => {
  const token = await tokens.seal(claim, 'veh_1');
  const elsewhere = await leaseTokens(randomBytes(32), randomBytes).seal(claim, 'veh_1');
  const changed = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`;
  for (const wrong of [elsewhere, changed, '', 'token'])
    expect(await codeOf(tokens.open(wrong, 'veh_1'))).toBe('not_allowed');
});
