import { expect, test } from 'vitest';
import { formsDue, quarterOf, thresholds } from '../../shared/tax-forms.ts';

const usd = (dollars: number) => BigInt(dollars) * 1_000_000n;
const payee = {
  year: 2026,
  country: 'US',
  paidMicroUsd: 0n,
  grossMicroUsd: 0n,
  transactions: 12,
  withheldMicroUsd: 0n,
};

test('1099-NEC is due from 600 USD to 2025 and from 2,000 USD since, or where tax was withheld', () => {
  expect(formsDue({ ...payee, year: 2025, paidMicroUsd: usd(600) })).toEqual(['1099-NEC']);
  expect(formsDue({ ...payee, year: 2025, paidMicroUsd: usd(600) - 1n })).toEqual([]);
  expect(formsDue({ ...payee, paidMicroUsd: usd(2_000) - 1n })).toEqual([]);
  expect(formsDue({ ...payee, paidMicroUsd: usd(2_000) })).toEqual(['1099-NEC']);
  expect(formsDue({ ...payee, paidMicroUsd: usd(10), withheldMicroUsd: 1n })).toEqual(['1099-NEC']);
});

test('1099-K is due above both of its bounds only', () => {
  const much = { ...payee, paidMicroUsd: usd(20_001) };
  expect(formsDue({ ...much, transactions: 200 })).toEqual(['1099-NEC']);
  expect(formsDue({ ...much, transactions: 201 })).toEqual(['1099-NEC', '1099-K']);
  expect(formsDue({ ...much, transactions: 201, paidMicroUsd: usd(20_000) })).toEqual(['1099-NEC']);
});

test('DAC7 is due for whoever earns anything by services in the EU, and for nobody else', () => {
  expect(formsDue({ ...payee, country: 'DE', grossMicroUsd: 1n })).toEqual(['DAC7']);
  expect(formsDue({ ...payee, country: 'DE' })).toEqual([]);
  expect(formsDue({ ...payee, country: 'CH', grossMicroUsd: usd(9_999), paidMicroUsd: usd(9_999) })).toEqual(
    [],
  );
});

test('each threshold names its source and the day on which it was looked up, and no form has two in a year', () => {
  for (const { source, lookedUpOn } of thresholds) {
    expect(source.length).toBeGreaterThan(20);
    expect(lookedUpOn).toMatch(/^20\d\d-\d\d-\d\d$/);
  }
  for (let year = 2023; year < 2035; year++) {
    const forms = thresholds
      .filter(({ fromYear, toYear = Infinity }) => year >= fromYear && year <= toYear)
      .map(({ form }) => form);
    expect(new Set(forms).size).toBe(forms.length);
  }
  expect([0, 2, 3, 5, 6, 11].map((month) => quarterOf(Date.UTC(2027, month, 15)))).toEqual([
    1, 1, 2, 2, 3, 4,
  ]);
});
