import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoPolicy } from '../../shared/policy.ts';
import { newOwner } from '../support/money-rig.ts';
import { type PayoutsRig, startPayouts } from '../support/payouts-rig.ts';

const day = 86_400;
let rig: PayoutsRig;
beforeAll(async () => {
  // Backup withholding, and 75 % of what customers pay is the owners'.
  rig = await startPayouts({ policy: demoPolicy, balanceCents: 3_000_000 });
});
afterAll(() => rig.close());

test('a year is told by payee and quarter, with names and tax ids’ standing from Stripe and the forms it makes due', async () => {
  const [small, large, untaxed] = await Promise.all([
    newOwner(rig),
    newOwner(rig),
    newOwner(rig, { onboarded: false }),
  ]);
  if (!small || !large || !untaxed) throw new Error('no owners');
  await rig.atStripe(`/accounts/${untaxed.stripeAccountId}/onboard`, { hasTaxId: false });
  await rig.atStripe(`/accounts/${small.stripeAccountId}/change`, {
    individual: { last_name: '=1+1', first_name: '' },
  });
  await rig.readAccount(untaxed.stripeAccountId);
  await rig.earn(small.ownerId, 1_999_990_000n);
  await rig.earn(large.ownerId, 1_500_000_000n);
  await rig.earn(untaxed.ownerId, 100_000_000n);
  await rig.payOut();
  rig.advanceSeconds(100 * day);
  await rig.earn(large.ownerId, 500_000_000n);
  await rig.payOut();
  // A payout of the next year does not count.
  rig.advanceSeconds(300 * day);
  await rig.earn(small.ownerId, 50_000_000n);
  await rig.payOut();

  const { status, body } = await rig.maker('GET', '/v1/finance/tax/2027');
  expect([status, body.has_more]).toEqual([200, false]);
  const payee = (id: string) => body.data.find((each: { owner_id: string }) => each.owner_id === id);
  expect(payee(small.ownerId)).toMatchObject({
    country: 'US',
    tax_id: 'verified',
    forms: [],
    year: { gross_micro_usd: 1_999_990_000, transferred_micro_usd: 1_999_990_000, transfers: 1 },
  });
  // 25 % of what customers paid, of which 75 % are the owner's: a third of it.
  expect(payee(large.ownerId)).toMatchObject({
    name: 'Olga Owner',
    forms: ['1099-NEC'],
    year: { gross_micro_usd: 2_000_000_000, transfers: 2, withheld_micro_usd: 0 },
    quarters: [
      { quarter: 1, gross_micro_usd: 1_500_000_000, fees_micro_usd: 500_000_000, transfers: 1 },
      { quarter: 2, gross_micro_usd: 500_000_000, transferred_micro_usd: 500_000_000, transfers: 1 },
      { quarter: 3, gross_micro_usd: 0 },
      { quarter: 4, gross_micro_usd: 0 },
    ],
  });
  expect(payee(untaxed.ownerId)).toMatchObject({
    tax_id: 'missing',
    forms: ['1099-NEC'],
    year: { withheld_micro_usd: 24_000_000, transferred_micro_usd: 76_000_000 },
  });
});

test('as CSV it is a row a payee and quarter, in parts, and no name is a formula', async () => {
  const text = async (query: string) => await rig.makerText('GET', `/v1/finance/tax/2027?format=csv${query}`);
  const rows: Record<string, string>[] = parse(await text(''), { columns: true });
  expect(rows).toHaveLength(15);
  expect(rows.map(({ name }) => name)).toContain("'=1+1");
  const first: Record<string, string>[] = parse(await text('&limit=2'), { columns: true });
  const rest: Record<string, string>[] = parse(await text(`&after=${first.at(-1)?.owner_id}`), {
    columns: true,
  });
  expect([...first, ...rest]).toEqual(rows);
});
