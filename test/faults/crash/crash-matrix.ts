import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Outcome, Story } from '../stories/story.ts';
import { type AwaitSite, awaitsIn, crashedFiles } from './awaits.ts';
import type { Deaths, When } from './processes.ts';

const { CRASH_SITE, CRASH_HIT = '1', CRASH_RECORD } = process.env;

/** In which story the process dies at each await. Kept by `node test/faults/main.ts --record`. */
const recordFile = fileURLToPath(new URL('died-at.json', import.meta.url));
export const diedIn = (): Record<string, string> =>
  existsSync(recordFile) ? JSON.parse(readFileSync(recordFile, 'utf8')) : {};

/** An await stays with the story that it has while a process dies there in that one. */
function record(story: Story, ids: ReadonlySet<string>): void {
  const before = Object.entries(diedIn()).filter(([id, name]) => name !== story.name || ids.has(id));
  const all = {
    ...Object.fromEntries([...ids].map((id) => [id, story.name])),
    ...Object.fromEntries(before),
  };
  const known = new Set(crashedFiles.flatMap((file) => awaitsIn(file)).map(({ id }) => id));
  const sorted = Object.fromEntries(
    Object.entries(all)
      .filter(([id]) => known.has(id))
      .sort(),
  );
  writeFileSync(recordFile, `${JSON.stringify(sorted, null, 2)}\n`);
}

type Instrumented = { deaths: Deaths; sites: readonly AwaitSite[] };

/**
 * Tells a story in which the process of a function dies at each await, once: what comes after it is another's. The
 * deaths are spread over `passes` tellings: a lease that nobody speaks of again counts as lost, and a task that was
 * lost too often is given up. For the same reason a story may be of some awaits `only`.
 */
export async function crashMatrix(
  { deaths, sites }: Instrumented,
  story: Story,
  { passes = 1, only = () => true }: { passes?: number; only?: (id: string) => boolean } = {},
): Promise<void> {
  // What they import is loaded with its awaits watched: not before.
  const { startFaultyMarket } = await import('../faulty-market.ts');
  const { faultPlan } = await import('../fault-plan.ts');
  const { knownSites } = await import('../site-of-stack.ts');
  const { retryQuickly } = await import('../quick-retries.ts');
  const { isDead } = await import('./processes.ts');
  retryQuickly();
  vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });
  const plan = { ...faultPlan(knownSites()), isCallerDead: isDead, firedCount: () => deaths.died.size };
  const died = { before: new Set<string>(), after: new Set<string>() } satisfies Record<When, Set<string>>;
  const mine = sites.filter(({ id }) => only(id) && (CRASH_RECORD || diedIn()[id] === story.name));
  let market: Awaited<ReturnType<typeof startFaultyMarket>>;
  let expected: Outcome;
  beforeAll(async () => {
    market = await startFaultyMarket(plan, story.options);
    await story.begin?.(market);
  });
  afterAll(async () => {
    await market?.close();
    if (CRASH_RECORD) record(story, new Set([...died.before].filter((id) => died.after.has(id))));
  });

  describe(`the story of ${story.name}`, () => {
    test('with nobody dying', async () => {
      expected = await story.tell(market, 'whole');
      await market.expectSound();
    });

    const runs = (['before', 'after'] as const).flatMap((when) =>
      Array.from({ length: CRASH_SITE ? 1 : passes }, (_, pass) => ({ when, pass })),
    );
    test.each(runs)('with a process that dies $when each await, part $pass', async ({ when, pass }) => {
      const inPass = new Set(mine.filter((_site, no) => no % passes === pass).map(({ id }) => id));
      deaths.arm(when, Number(CRASH_HIT), (id) => (CRASH_SITE ? id === CRASH_SITE : inPass.has(id)));
      const outcome = await story.tell(market, `${when}${pass}`).finally(() => deaths.disarm());
      await market.drain();
      for (const id of deaths.died) died[when].add(id);
      expect(outcome).toEqual(expected);
      expect(market.ownFaults(), 'Faults of the living').toEqual([]);
      market.faults.length = 0;
      await market.expectSound();
    });

    test.skipIf(CRASH_SITE || CRASH_RECORD)(
      'in which every await of this code was died at, before it and after',
      () => {
        const alive = mine.flatMap(({ id }) =>
          (['before', 'after'] as const).filter((when) => !died[when].has(id)).map((when) => `${when} ${id}`),
        );
        expect(alive).toEqual([]);
      },
    );
  });
}
