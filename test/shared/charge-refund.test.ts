import { expect, test } from 'vitest';
import { accrualsOf, settledOf } from '../../shared/accrual.ts';
import {
  clawBackEntry,
  clawBackOf,
  pendingOf,
  platformsPart,
  splitRefund,
} from '../../shared/charge-refund.ts';
import { balancesOf } from '../../shared/ledger.ts';
import { newHold, settle } from '../../shared/settlement.ts';
import { finishedTask } from '../support/money-batches.ts';
import { seeded } from '../support/seeded.ts';

const batch = { customerId: 'c', batchId: 'b' };

function settledAtRandom(next: (below: number) => number) {
  const owners = Array.from({ length: 1 + next(12) }, (_, no) => ({
    ownerId: `o${no}`,
    requests: 1 + next(5),
    referenceMicros: 1 + next(2e9),
    energyMilliWattHours: 1,
  }));
  const { entry } = settle({
    hold: newHold({ ...batch, heldMicroUsd: 10_000_000_000n }, 1),
    tasks: [finishedTask(batch, owners)],
    priceMicroUsd: 1 + next(240),
    leastMicroUsd: BigInt(next(20_000)),
    ownerSharePercent: next(101),
    now: 2,
  });
  return { entry, settled: settledOf(entry) };
}

test('a refund is shared to the micro-dollar, and nobody gives back more than was theirs', () => {
  const next = seeded(7);
  for (let round = 0; round < 2_000; round++) {
    const { entry, settled } = settledAtRandom(next);
    const percent = 1 + next(100);
    const platform = platformsPart(entry);
    const split = splitRefund(settled, { percent, ...platform, creditedMicroUsd: 0n });
    const owners = split.owners.reduce((sum, { amountMicroUsd }) => sum + amountMicroUsd, 0n);
    expect(owners + split.feeMicroUsd + split.roundingMicroUsd).toBe(split.amountMicroUsd);
    expect(split.amountMicroUsd).toBe((settled.chargeMicroUsd * BigInt(percent)) / 100n);
    expect(split.feeMicroUsd).toBeLessThanOrEqual(platform.feeMicroUsd);
    for (const [at, { amountMicroUsd }] of accrualsOf(settled).entries()) {
      const back = split.owners[at]?.amountMicroUsd ?? 0n;
      expect(back).toBeGreaterThanOrEqual(0n);
      expect(back).toBeLessThanOrEqual(amountMicroUsd);
      if (percent === 100) expect(back).toBe(amountMicroUsd);
    }
  }
});

test('what was credited for late requests is not given back again: the platform, which paid it, gives less', () => {
  const next = seeded(9);
  for (let round = 0; round < 2_000; round++) {
    const { entry, settled } = settledAtRandom(next);
    const { chargeMicroUsd } = settled;
    const percent = 1 + next(100);
    const creditedMicroUsd = (chargeMicroUsd * BigInt(next(101))) / 100n;
    const without = splitRefund(settled, { percent, ...platformsPart(entry), creditedMicroUsd: 0n });
    const split = splitRefund(settled, { percent, ...platformsPart(entry), creditedMicroUsd });
    const owners = split.owners.reduce((sum, { amountMicroUsd }) => sum + amountMicroUsd, 0n);
    expect(owners + split.feeMicroUsd + split.roundingMicroUsd).toBe(split.amountMicroUsd);
    expect(split.amountMicroUsd).toBe(((chargeMicroUsd - creditedMicroUsd) * BigInt(percent)) / 100n);
    expect(split.amountMicroUsd + creditedMicroUsd).toBeLessThanOrEqual(chargeMicroUsd);
    if (percent === 100) expect(split.amountMicroUsd + creditedMicroUsd).toBe(chargeMicroUsd);
    for (const part of ['feeMicroUsd', 'roundingMicroUsd'] as const) {
      expect(split[part]).toBeGreaterThanOrEqual(0n);
      expect(split[part]).toBeLessThanOrEqual(without[part]);
    }
    if (split.feeMicroUsd > 0n) expect(split.owners).toEqual(without.owners);
    for (const [at, { amountMicroUsd }] of split.owners.entries())
      expect(amountMicroUsd).toBeLessThanOrEqual(without.owners[at]?.amountMicroUsd ?? 0n);
  }
});

test('a claw-back takes what is held, then what is released, and owes the rest: its entry sums to zero', () => {
  const next = seeded(8);
  const { settled } = settledAtRandom(next);
  for (let round = 0; round < 2_000; round++) {
    const held = Array.from({ length: next(4) }, (_, day) => ({
      day: `2027-01-0${day + 1}`,
      amountMicroUsd: BigInt(next(1_000)),
    }));
    const releasedMicroUsd = BigInt(next(1_000));
    const wanted = BigInt(1 + next(4_000));
    const clawBack = clawBackOf('o1', wanted, { held, releasedMicroUsd });
    const has = held.reduce((sum, { amountMicroUsd }) => sum + amountMicroUsd, 0n);
    expect(pendingOf(clawBack)).toBe(wanted < has ? wanted : has);
    expect(pendingOf(clawBack) + clawBack.releasedMicroUsd + clawBack.receivableMicroUsd).toBe(wanted);
    if (clawBack.receivableMicroUsd > 0n) expect(clawBack.releasedMicroUsd).toBe(releasedMicroUsd);
    expect(balancesOf([clawBackEntry(clawBack, settled, 3)]).get('clearing/b')).toBe(wanted);
  }
});
