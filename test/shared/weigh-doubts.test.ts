import { describe, expect, test } from 'vitest';
import type { Doubt, Reputation } from '../../shared/holdback.ts';
import { standardPolicy } from '../../shared/policy.ts';
import { doubtersOf, type Party, weighDoubts } from '../../shared/weigh-doubts.ts';
import { dishonestFleet } from '../support/dishonest-fleet.ts';

const day = 86_400_000;
const now = 100 * day;
const rules = { now, ...standardPolicy };
const party = (name: string): Party => ({ ownerId: name, vehicleId: `v-${name}` });
const doubt = (against: string, of: string, at = now - day): Doubt => ({
  at,
  vehicleId: `v-${of}`,
  againstOwnerId: against,
});
const weigh = (checked: string, auditor: string, standings: Record<string, Reputation>) =>
  weighDoubts([party(checked), party(auditor)], new Map(Object.entries(standings)), rules);

describe('a check that differs', () => {
  test('is noted against both, since nobody can tell who is wrong', () => {
    expect(weigh('a', 'b', { a: {}, b: {} })).toEqual([
      { ownerId: 'a', doubts: [doubt('b', 'a', now)], freezes: [], thaws: [] },
      { ownerId: 'b', doubts: [doubt('a', 'b', now)], freezes: [], thaws: [] },
    ]);
  });

  test('is said once an hour of the same two, and again a full hour later', () => {
    const said = (ago: number) => ({
      a: { doubts: [doubt('b', 'a', now - ago)] },
      b: { doubts: [doubt('a', 'b', now - ago)] },
    });
    expect(weigh('a', 'b', said(3_599_999))).toEqual([]);
    expect(weigh('a', 'b', said(3_600_000)).map(({ ownerId }) => ownerId)).toEqual(['a', 'b']);
  });

  test('proves who differs from a second owner: its pay is held, its vehicle frozen', () => {
    const [liar] = weigh('liar', 'b', { liar: { doubts: [doubt('a', 'liar')] }, b: {}, a: {} });
    expect(liar).toMatchObject({ ownerId: 'liar', hold: 'begins', freezes: ['v-liar'], thaws: [] });
  });

  test('with who is proven false already says nothing against anybody', () => {
    const changes = weigh('a', 'liar', { a: {}, liar: { doubts: [], payHeldSince: now - day } });
    expect(changes.map(({ ownerId }) => ownerId)).toEqual(['liar']);
  });

  test('freezes a second vehicle of an owner whose pay is held, and holds nothing anew', () => {
    const standings = { liar: { doubts: [doubt('a', 'liar')], payHeldSince: now - day }, b: {}, a: {} };
    expect(weigh('liar', 'b', standings)).toEqual([
      {
        ownerId: 'liar',
        doubts: [doubt('a', 'liar'), doubt('b', 'liar', now)],
        freezes: ['v-liar'],
        thaws: [],
      },
    ]);
  });
});

test('a further doubt, with which older ones are dropped, thaws no vehicle that they had proven false', () => {
  const longAgo = now - 60 * day;
  const proven = [doubt('a', 'liar', longAgo), doubt('b', 'liar', longAgo)];
  const changes = weighDoubts(
    [{ ownerId: 'liar', vehicleId: 'v-second' }, party('c')],
    new Map(Object.entries({ liar: { doubts: proven, payHeldSince: longAgo }, c: {}, a: {}, b: {} })),
    rules,
  );
  const added = { at: now, vehicleId: 'v-second', againstOwnerId: 'c' };
  expect(changes).toEqual([{ ownerId: 'liar', doubts: [added], freezes: [], thaws: [] }]);
});

describe('the word of who is proven false', () => {
  test('falls: whom it alone had proven false is let go, and its pay is held no longer', () => {
    const honest = { doubts: [doubt('liar', 'honest'), doubt('other', 'honest')], payHeldSince: now - day };
    const changes = weigh('liar', 'b', {
      liar: { doubts: [doubt('honest', 'liar')] },
      b: {},
      honest,
    });
    expect(changes.find(({ ownerId }) => ownerId === 'honest')).toEqual({
      ownerId: 'honest',
      doubts: [doubt('other', 'honest')],
      hold: 'ends',
      freezes: [],
      thaws: ['v-honest'],
    });
    // It said so of b as well, at this very moment.
    expect(changes.find(({ ownerId }) => ownerId === 'b')).toBeUndefined();
  });

  test('falling leaves who is proven false by others where it is', () => {
    const other = {
      doubts: [doubt('liar', 'x'), doubt('a', 'x'), doubt('b', 'x')],
      payHeldSince: now - day,
    };
    const changes = weigh('liar', 'b', { liar: { doubts: [doubt('x', 'liar')] }, b: {}, x: other, a: {} });
    expect(changes.find(({ ownerId }) => ownerId === 'x')).toEqual({
      ownerId: 'x',
      doubts: [doubt('a', 'x'), doubt('b', 'x')],
      freezes: [],
      thaws: [],
    });
  });

  test('falling lets nobody go whose pay was held before it said anything, by doubts that are dropped since', () => {
    const heldLongAgo = { doubts: [doubt('liar', 'x')], payHeldSince: now - 90 * day };
    // Proven anew since, by the very word that falls: the proof that is gone stands all the same.
    const provenAgain = { doubts: [doubt('liar', 'y'), doubt('a', 'y')], payHeldSince: now - 90 * day };
    const liar = { doubts: [doubt('x', 'liar')] };
    const changes = weigh('liar', 'b', { liar, b: {}, x: heldLongAgo, y: provenAgain });
    expect(changes.find(({ ownerId }) => ownerId === 'liar')).toMatchObject({ hold: 'begins' });
    expect(changes.filter(({ hold }) => hold === 'ends')).toEqual([]);
  });

  test('does not take down an honest vehicle in the same moment, whichever of the two was checked', () => {
    const standings = {
      liar: { doubts: [doubt('a', 'liar'), doubt('c', 'liar')] },
      honest: { doubts: [doubt('other', 'honest')] },
    };
    for (const [checked, auditor] of [
      ['honest', 'liar'],
      ['liar', 'honest'],
    ] as const) {
      const changes = weigh(checked, auditor, standings);
      expect(changes).toMatchObject([{ ownerId: 'liar', hold: 'begins', freezes: ['v-liar'] }]);
    }
  });

  test('is looked up for all whose doubts were noted against the two', () => {
    expect(
      doubtersOf([{ doubts: [doubt('a', 'x'), doubt('b', 'x')] }, {}, { doubts: [doubt('a', 'y')] }]),
    ).toEqual(['a', 'b']);
  });
});

describe('where 30 % of a fleet cheat', () => {
  const fleet = dishonestFleet({ liars: 30, cheats: 1, seed: 1 });

  test('each who makes up all its results is caught within four days, and paid nothing', () => {
    for (const { caughtDay, released } of fleet.liars) {
      expect(caughtDay).toBeLessThan(4);
      expect(released).toBe(0);
    }
  });

  test('no honest vehicle is shut out in the end, nor more than one in ten for a day', () => {
    expect(fleet.honest.filter(({ isFrozen }) => isFrozen)).toEqual([]);
    expect(fleet.honest.filter(({ reputation }) => reputation.payHeldSince !== undefined)).toEqual([]);
    expect(fleet.honest.filter(({ frozenDays }) => frozenDays > 0).length).toBeLessThan(7);
    for (const { released } of fleet.honest) expect(released).toBeGreaterThan(3_500);
  });

  test('colluders who have agreed on what to make up are caught within a week, and paid nothing', () => {
    const { liars, honest } = dishonestFleet({ liars: 30, cheats: 1, collude: true, seed: 3 });
    for (const { caughtDay, released } of liars) {
      expect(caughtDay).toBeLessThan(7);
      expect(released).toBe(0);
    }
    expect(honest.filter(({ isFrozen }) => isFrozen)).toEqual([]);
  });

  test('who cheats at every fifth task is caught, and loses more pay than its cheating saved it', () => {
    const { liars } = dishonestFleet({ liars: 30, cheats: 0.2, seed: 2 });
    // What an honest task leaves its owner is half of its pay: the other half is energy and wear.
    const profits = liars.map(({ released, honestTasks }) => released - honestTasks / 2);
    for (const { isFrozen } of liars) expect(isFrozen).toBe(true);
    expect(profits.reduce((sum, profit) => sum + profit, 0)).toBeLessThan(0);
  });
});
