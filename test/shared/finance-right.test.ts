import { expect, test } from 'vitest';
import { financeRights, neededRights } from '../../shared/finance-right.ts';

test('rights are told apart: to read, to make, to approve what another made, to let people in', () => {
  expect(financeRights).toEqual(['read', 'make', 'approve', 'people']);
});

test.each([
  ['GET', '/v1/finance/payouts', ['read']],
  ['HEAD', '/v1/finance/payouts', ['read']],
  ['OPTIONS', '/v1/finance/payouts', ['read']],
  // A look is a look, whatever the path ends in and whoever it is about.
  ['GET', '/v1/finance/payouts/run_1/approve', ['read']],
  ['GET', '/v1/finance/payouts/run_1/reject', ['read']],
  ['GET', '/v1/finance/people', ['read']],
  ['POST', '/v1/finance/payouts', ['make']],
  ['DELETE', '/v1/finance/proposals/prop_1', ['make']],
  ['POST', '/v1/finance/payouts/run_1/approve', ['approve']],
  // Who made it may take it back.
  ['POST', '/v1/finance/payouts/run_1/reject', ['approve', 'make']],
  ['POST', '/v1/finance/people', ['people']],
  ['PATCH', '/v1/finance/people/person_1', ['people']],
  // Who lets people in neither approves nor rejects by it.
  ['POST', '/v1/finance/people/person_1/approve', ['people']],
  ['POST', '/v1/finance/people/person_1/reject', ['people']],
  // Names that only look alike.
  ['POST', '/v1/finance/people-like', ['make']],
  ['POST', '/v1/finance/peoples/person_1', ['make']],
  ['POST', '/other/v1/finance/people', ['make']],
  ['POST', '/v1/finance/payouts/approve/notes', ['make']],
  ['POST', '/v1/finance/payouts/disapprove', ['make']],
  ['POST', '/v1/finance/payouts/approve-all', ['make']],
  ['POST', '/reject/v1/finance/payouts', ['make']],
])('%s %s is for whoever may %j', (method, path, rights) => {
  expect(neededRights(method, path)).toEqual(rights);
});
