import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accrualsOf, ownerAccrualEntry, settledOf } from '../../shared/accrual.ts';
import { toHold } from '../../shared/customer-balance.ts';
import { holdEntry } from '../../shared/hold-entry.ts';
import { balancesOf, type Entry } from '../../shared/ledger.ts';
import { costCeiling, costOf } from '../../shared/money.ts';
import { endHold, type Hold, isBelow, newHold, settle } from '../../shared/settlement.ts';
import type { Task } from '../../shared/task.ts';
import { sampleSegment, sampleTask, startedAt } from './sample-task.ts';

const name = { customerId: 'c', batchId: 'b' };
const priceMicroUsd = 60;

/** One to three segments, each by a vehicle of one of six owners. */
const workOfTask = fc.array(fc.record({ owner: fc.nat(5), referenceMicros: fc.nat(50_000_000) }), {
  minLength: 1,
  maxLength: 3,
});

/** A batch's tasks, in the settlements that they happen to come to. */
const arbitraryBatch = fc.record({
  settlements: fc.array(fc.array(workOfTask, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 6 }),
  ownerSharePercent: fc.integer({ min: 0, max: 100 }),
  leastMicroUsd: fc.constantFrom(0n, 10_000n),
  /** What of the ceiling is not used, and what of the hold was given credit. */
  unusedMicroUsd: fc.bigInt({ min: 0n, max: 1_000_000n }),
  promoMicroUsd: fc.bigInt({ min: 0n, max: 5_000_000n }),
});
type Drawn = ReturnType<typeof arbitraryBatch.generate>['value'];
type Work = { owner: number; referenceMicros: number };

const taskOf = (work: readonly Work[]): Task =>
  sampleTask({
    ...name,
    state: 'finished',
    segments: work.map(({ owner, referenceMicros }) =>
      sampleSegment({ ownerId: `o${owner}`, vehicleId: `v${owner}`, referenceMicros }),
    ),
  });

const sum = (amounts: readonly bigint[]) => amounts.reduce((all, each) => all + each, 0n);
const microsOf = (tasks: readonly (readonly Work[])[]) =>
  tasks.flat().reduce((all, { referenceMicros }) => all + referenceMicros, 0);

/** Held, settled, shared out and ended: all entries of a batch's money. */
function wholeBatch({ settlements, ownerSharePercent, leastMicroUsd, unusedMicroUsd, promoMicroUsd }: Drawn) {
  const ceiling = costCeiling(microsOf(settlements.flat()), priceMicroUsd);
  const heldMicroUsd = (ceiling > leastMicroUsd ? ceiling : leastMicroUsd) + unusedMicroUsd;
  const opened = newHold(
    { ...name, heldMicroUsd, promoMicroUsd: toHold({ promoMicroUsd }, heldMicroUsd).promoMicroUsd },
    startedAt,
  );
  const entries: Entry[] = [holdEntry(opened, startedAt)];
  let hold: Hold = opened;
  for (const [at, works] of settlements.entries()) {
    const settled = settle({
      hold,
      tasks: works.map(taskOf),
      priceMicroUsd,
      leastMicroUsd: at === settlements.length - 1 ? leastMicroUsd : 0n,
      ownerSharePercent,
      now: startedAt,
    });
    hold = settled.hold;
    entries.push(settled.entry);
    for (const accrual of accrualsOf(settledOf(settled.entry)))
      entries.push(
        ownerAccrualEntry(
          accrual,
          { energyMicroUsd: 0n, wearMicroUsd: 0n },
          { standing: 'pending', now: startedAt },
        ),
      );
  }
  const ended = endHold(hold, startedAt);
  entries.push(ended.entry);
  return { opened, ended, entries };
}

test('each entry of a batch sums to zero, and in the end nothing is left in the hold or on its way to owners', () => {
  fc.assert(
    fc.property(arbitraryBatch, (drawn) => {
      const { entries } = wholeBatch(drawn);
      for (const { postings } of entries)
        expect(sum(postings.map(({ amountMicroUsd }) => amountMicroUsd))).toBe(0n);
      const balances = balancesOf(entries);
      expect(sum([...balances.values()])).toBe(0n);
      expect([balances.get('hold/b') ?? 0n, balances.get('clearing/b') ?? 0n]).toEqual([0n, 0n]);
      expect(new Set(entries.map(({ businessKey }) => businessKey)).size).toBe(entries.length);
    }),
  );
});

test('no unit is lost however the tasks come to be settled: the charge is of their sum, and owners, fee and rounding are it', () => {
  fc.assert(
    fc.property(arbitraryBatch, (drawn) => {
      const { ended, entries } = wholeBatch(drawn);
      const { capturedMicroUsd } = ended.hold;
      const micros = microsOf(drawn.settlements.flat());
      const cost = costOf(micros, priceMicroUsd);
      expect(capturedMicroUsd).toBe(micros > 0 && cost < drawn.leastMicroUsd ? drawn.leastMicroUsd : cost);
      expect(isBelow(ended.hold, drawn.leastMicroUsd)).toBe(false);
      const balances = [...balancesOf(entries)];
      const of = (prefix: string) =>
        sum(balances.flatMap(([account, amount]) => (account.startsWith(prefix) ? [amount] : [])));
      expect(of('owner/') + of('platform/fee') + of('platform/rounding')).toBe(capturedMicroUsd);
      const settled = entries.filter(({ kind }) => kind === 'settle').map(settledOf);
      const requests = settled.flatMap(({ owners }) => owners.map((owner) => owner.requests));
      expect(requests.reduce((all, each) => all + each, 0)).toBe(drawn.settlements.flat(2).length);
      expect(settled.flatMap(({ owners }) => owners).reduce((all, o) => all + o.referenceMicros, 0)).toBe(
        micros,
      );
      for (const { owners, ownersTotalMicroUsd, chargeMicroUsd } of settled) {
        expect(ownersTotalMicroUsd).toBeLessThanOrEqual(
          (chargeMicroUsd * BigInt(drawn.ownerSharePercent)) / 100n,
        );
        expect(new Set(owners.map(({ ownerId }) => ownerId)).size).toBe(owners.length);
      }
    }),
  );
});

test('rounding keeps less than two micro-USD of a settlement for which anything was verified', () => {
  fc.assert(
    fc.property(arbitraryBatch, (drawn) => {
      const { entries } = wholeBatch(drawn);
      for (const entry of entries.filter(({ kind }) => kind === 'settle')) {
        const kept = entry.postings.find(({ account }) => account === 'platform/rounding');
        const { owners } = settledOf(entry);
        if (owners.some(({ referenceMicros }) => referenceMicros > 0))
          expect(kept?.amountMicroUsd ?? 0n).toBeLessThan(2n);
      }
    }),
  );
});

test('a hold ends with captured + released = held, of what was paid and of what was given; the charge is at most the quote', () => {
  fc.assert(
    fc.property(arbitraryBatch, (drawn) => {
      const { opened, ended, entries } = wholeBatch(drawn);
      const { heldMicroUsd, capturedMicroUsd, releasedMicroUsd } = ended.hold;
      expect(capturedMicroUsd + releasedMicroUsd).toBe(heldMicroUsd);
      expect(capturedMicroUsd).toBeLessThanOrEqual(heldMicroUsd);
      const { paidMicroUsd: paid, promoMicroUsd: promo } = ended.released;
      expect(paid + promo).toBe(releasedMicroUsd);
      for (const each of [paid, promo]) expect(each).toBeGreaterThanOrEqual(0n);
      // Given credit is charged first: paid money only when all of it is used.
      const promoUsed = opened.promoMicroUsd - promo;
      const least = opened.promoMicroUsd < capturedMicroUsd ? opened.promoMicroUsd : capturedMicroUsd;
      expect(promoUsed).toBe(least);
      const balances = balancesOf(entries);
      expect(balances.get('customer/c/promo') ?? 0n).toBe(-promoUsed);
      expect(balances.get('customer/c') ?? 0n).toBe(promoUsed - capturedMicroUsd);
    }),
  );
});
