import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchAll } from '../../../shared/reconciliation/match.ts';
import { plants, soundMonth } from './planted-month.ts';
import { now } from './small-world.ts';

test('whatever is planted is found with its status, and nothing else is', () => {
  const names = Object.keys(plants);
  const world = fc.record({
    // Over a cent, so that another amount is another.
    amounts: fc.array(fc.integer({ min: 2, max: 100_000 }), { minLength: 1, maxLength: 12 }),
    planted: fc.dictionary(fc.integer({ min: 0, max: 11 }).map(String), fc.constantFrom(...names)),
    order: fc.integer(),
  });
  fc.assert(
    fc.property(world, ({ amounts, planted, order }) => {
      // From the back, so that what is taken out moves nothing that is planted later.
      const chosen = Object.entries(planted)
        .map(([no, name]) => [Number(no), name] as const)
        .filter(([no]) => no < amounts.length)
        .toSorted(([a], [b]) => b - a);
      let sources = soundMonth(amounts);
      const expected = new Map<string, string>();
      for (const [no, name] of chosen) {
        const done = plants[name]?.(sources, no);
        if (!done) throw new Error(`There is no plant ${name}.`);
        sources = done.sources;
        expected.set(done.exceptionId, done.status);
      }
      if (order % 2 === 0)
        sources = {
          ...sources,
          lines: sources.lines.toReversed(),
          movements: sources.movements.toReversed(),
        };
      const { findings, matched } = matchAll(sources, { from: 0, now });
      expect(new Map(findings.map(({ exceptionId, status }) => [exceptionId, status]))).toEqual(expected);
      expect(findings).toHaveLength(expected.size);
      const atStripe = [...expected.keys()].filter((id) => id.startsWith('stripe~'));
      expect(matched.transactions).toBe(sources.transactions.length - atStripe.length);
    }),
    { numRuns: 300 },
  );
});
