import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Holder,
  type HolderVerdict,
  judgeHolder,
  type SignedCall,
  takenOver,
} from '../../shared/holder.ts';

const holder: Holder = { run: 'b', sequence: 100, retiredRuns: ['a'] };
const call = (changes: Partial<SignedCall>): SignedCall => ({
  run: 'b',
  sequence: 101,
  answersChallenge: false,
  ...changes,
});

describe('a holder of a key', () => {
  test.each([
    ['goes on with a number that rises', {}, 'admit'],
    ['is not let in twice', { sequence: 100 }, 'replay'],
    ['is not let in late', { sequence: 99 }, 'replay'],
    ['goes on though it signed a challenge', { answersChallenge: true }, 'admit'],
    ['is started anew', { run: 'c' }, 'take_over'],
    ['is asked whether it lives, where a later run took over', { run: 'a' }, 'challenge'],
    ['is asked so too where its number would rise', { run: 'a', sequence: 1_000 }, 'challenge'],
    ['is asked so where it is new and behind', { run: 'c', sequence: 100 }, 'challenge'],
    ['is one of two if an earlier run lives', { run: 'a', answersChallenge: true }, 'two_holders'],
    [
      'is one of two if a run lives that is behind',
      { run: 'c', sequence: 1, answersChallenge: true },
      'two_holders',
    ],
  ] as const)('%s', (_what, changes, verdict) => {
    expect(judgeHolder(holder, call(changes))).toBe(verdict);
  });

  test('is whoever comes first, before there was any', () => {
    expect(judgeHolder({ sequence: 100, retiredRuns: [] }, call({ run: 'a' }))).toBe('take_over');
    expect(judgeHolder({ sequence: 0, retiredRuns: [] }, call({ sequence: 0, answersChallenge: true }))).toBe(
      'challenge',
    );
  });
});

describe('a holder that takes over', () => {
  test('retires the run before it, latest first, and four at most', () => {
    let latest: Holder = { sequence: 0, retiredRuns: [] };
    const heard = ['a', 'b', 'c', 'd', 'e', 'f'].map((run, at) => {
      latest = takenOver(latest, { run, sequence: at + 1 });
      return latest;
    });
    expect(heard.map(({ run, sequence }) => [run, sequence])).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 3],
      ['d', 4],
      ['e', 5],
      ['f', 6],
    ]);
    expect(heard.map(({ retiredRuns }) => retiredRuns)).toEqual([
      [],
      ['a'],
      ['b', 'a'],
      ['c', 'b', 'a'],
      ['d', 'c', 'b', 'a'],
      ['e', 'd', 'c', 'b'],
    ]);
  });
});

type Sent = { run: string; sequence: number; challenge?: string };

/** What the table does with a call, and what it answers. */
function market() {
  let kept: Holder = { sequence: 0, retiredRuns: [] };
  let isQuarantined = false;
  const act: Record<HolderVerdict, (sent: Sent) => void> = {
    admit: ({ sequence }) => {
      kept = { ...kept, sequence };
    },
    take_over: (sent) => {
      kept = takenOver(kept, sent);
    },
    two_holders: () => {
      isQuarantined = true;
    },
    replay: () => {},
    challenge: () => {},
  };
  return {
    isQuarantined: () => isQuarantined,
    /** The verdict, and the challenge where there is one. */
    hear(sent: Sent): { verdict: HolderVerdict; challenge?: string } {
      const answersChallenge = sent.challenge === `of ${kept.run}`;
      const verdict = judgeHolder(kept, { ...sent, answersChallenge });
      act[verdict](sent);
      return { verdict, ...(verdict === 'challenge' && { challenge: `of ${kept.run}` }) };
    },
  };
}

/** A program as the agent is: it counts up, over its starts too, and signs what it was last asked to sign. */
function program(firstSequence: number, name: string) {
  let sequence = firstSequence;
  let starts = 0;
  let challenge: string | undefined;
  return {
    start() {
      starts++;
      sequence += 1_000;
      challenge = undefined;
    },
    sign: (): Sent => ({ run: `${name} ${starts}`, sequence: ++sequence, ...(challenge && { challenge }) }),
    learn: (asked: string | undefined) => {
      challenge = asked ?? challenge;
    },
  };
}

const nat = fc.nat(200);
/** What happens to a car on a bad line: it starts anew, calls, its call is held back, any earlier one is delivered. */
const step = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ kind: 'start', which: 0 } as const) },
  { weight: 4, arbitrary: fc.constant({ kind: 'call', which: 0 } as const) },
  { weight: 2, arbitrary: fc.constant({ kind: 'held back', which: 0 } as const) },
  { weight: 5, arbitrary: nat.map((which) => ({ kind: 'delivered', which }) as const) },
);

describe('whatever comes in whatever order', () => {
  test('one program that is started anew again and again, its calls copied, held back and mixed, is never quarantined', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const { hear, isQuarantined } = market();
        const car = program(0, 'car');
        const caught: Sent[] = [];
        const acts = {
          start: car.start,
          call: () => car.learn(hear(caught[caught.push(car.sign()) - 1] as Sent).challenge),
          'held back': () => void caught.push(car.sign()),
          delivered: (which: number) =>
            void caught
              .slice(which % (caught.length + 1))
              .slice(0, 1)
              .map(hear),
        };
        for (const { kind, which } of steps) acts[kind](which);
        expect(isQuarantined()).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  test('two programs that live at once are noticed at the first call after both were heard, whatever their numbers', () => {
    fc.assert(
      fc.property(
        fc.nat(5_000),
        fc.nat(5_000),
        fc.array(fc.boolean(), { minLength: 1 }),
        (one, other, turns) => {
          const { hear, isQuarantined } = market();
          const both = [program(one, 'car'), program(other, 'thief')] as const;
          const calls = (who: (typeof both)[number]) => {
            const { challenge } = hear(who.sign());
            who.learn(challenge);
            if (challenge) hear(who.sign());
          };
          // In any order, until both have called and the first of them once more.
          for (const isThief of turns) calls(both[isThief ? 1 : 0]);
          for (const who of [...both, both[0]]) calls(who);
          expect(isQuarantined()).toBe(true);
        },
      ),
    );
  });

  test('a copy of what was let in changes nothing, at once and later', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 60 }), (starts) => {
        const { hear, isQuarantined } = market();
        const car = program(0, 'car');
        const letIn: Sent[] = [];
        for (const isStart of starts) {
          if (isStart) car.start();
          letIn.push(car.sign());
          expect(['admit', 'take_over']).toContain(hear(letIn.at(-1) as Sent).verdict);
          for (const copy of letIn) expect(['replay', 'challenge']).toContain(hear(copy).verdict);
        }
        expect(isQuarantined()).toBe(false);
      }),
    );
  });
});
