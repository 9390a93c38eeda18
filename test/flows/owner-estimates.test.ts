import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MoneyRig, newOwner, startMoney } from '../support/money-rig.ts';

let rig: MoneyRig;
let api: ReturnType<MoneyRig['owner']>;
beforeAll(async () => {
  rig = await startMoney();
  api = rig.owner((await newOwner(rig)).apiKey);
});
afterAll(() => rig.close());

const estimate = async (body: object) => (await api('POST', '/v1/owner/estimates', body)).body;

test('an estimate shows its sums: net is gross less costs in each hour, and the percentiles are in order', async () => {
  const told = await estimate({ hardware_class: 'AI4' });
  // The owner's own tariff, and a commuter's hours at home.
  expect(told).toMatchObject({ micro_usd_per_kwh: 187_000, hours_per_week: 107 });
  expect(told.hours.map(({ kind }: { kind: string }) => kind)).toEqual(['embeddings', 'chat', 'ocr']);
  for (const { gross_micro_usd, costs_micro_usd, net_micro_usd } of told.hours) {
    expect(costs_micro_usd).toBeGreaterThan(0);
    expect(gross_micro_usd - costs_micro_usd).toBe(net_micro_usd);
  }
  for (const period of [told.per_week, told.per_month])
    for (const { p10, p50, p90 } of Object.values(period) as { p10: number; p50: number; p90: number }[]) {
      expect(p10).toBeLessThanOrEqual(p50);
      expect(p50).toBeLessThanOrEqual(p90);
    }
  expect(told.per_month.net_micro_usd.p50 / told.per_week.net_micro_usd.p50).toBeCloseTo(4.348, 2);
  expect(told.assumptions.join(' ')).toContain('24-hour window');
});

test('dearer power leaves less, and never a loss: what would not leave the floor is not run', async () => {
  const nets = [];
  for (const micro_usd_per_kwh of [80_000, 170_000, 350_000, 2_000_000]) {
    const told = await estimate({ hardware_class: 'AI4', micro_usd_per_kwh });
    expect(told.per_month.net_micro_usd.p10).toBeGreaterThanOrEqual(0);
    nets.push(told.per_month.net_micro_usd.p50);
  }
  expect(nets).toEqual([...nets].sort((a, b) => b - a));
  expect(nets[0]).toBeGreaterThan(0);
  expect(nets.at(-1)).toBe(0);
});

test('the plug at work has fewer hours than the one at home, and no hours earn nothing', async () => {
  const net = async (body: object) =>
    (await estimate({ hardware_class: 'AI4', ...body })).per_month.net_micro_usd.p50;
  expect(await net({ plug: 'work' })).toBeLessThan(await net({ plug: 'home' }));
  expect(await net({ hours_per_week: 0 })).toBe(0);
});

test.each([
  [{}, 'hardware_class'],
  [{ hardware_class: 'AI4', hours_per_week: 169 }, 'hours_per_week'],
  [{ hardware_class: 'AI4', kinds: ['mining'] }, 'kinds.0'],
])('%j is refused by name', async (body, param) => {
  expect(await api('POST', '/v1/owner/estimates', body)).toMatchObject({
    status: 400,
    body: { error: { param } },
  });
});
