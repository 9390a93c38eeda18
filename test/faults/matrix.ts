import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type CallSite, callSites } from './call-sites.ts';
import { faultPlan, type Step } from './fault-plan.ts';
import { type Kind, kinds, whyNot } from './fault-table.ts';
import { type FaultyMarket, startFaultyMarket } from './faulty-market.ts';
import { retryQuickly } from './quick-retries.ts';
import { knownSites } from './site-of-stack.ts';
import type { Outcome, Story } from './stories/story.ts';

/** Which story brings each call site about. Kept by `node test/faults/main.ts --record`. */
const recordFile = fileURLToPath(new URL('reached.json', import.meta.url));
export type Reached = Record<string, string>;
export const reached = (): Reached =>
  existsSync(recordFile) ? JSON.parse(readFileSync(recordFile, 'utf8')) : {};

const { FAULT_SITE, FAULT_KIND, FAULT_HIT = '1', FAULT_RECORD } = process.env;

/**
 * Those after which a caller comes again can follow each other at one site. The others are got over unseen: one call
 * meets both, the second as it is sent again because of the first. They come first: the SDK sends less often again the
 * more of its calls have failed.
 */
const rounds: readonly (readonly Step[])[] = FAULT_KIND
  ? [[[FAULT_KIND as Kind]]]
  : [[['throttled_once', 'doubled']], [['fails_before'], ['throttled'], ['conflict'], ['fails_after']]];

/** What may be reported although nobody put it there: what is said of a call that was carried out twice. */
const expectedFaults: readonly RegExp[] = [
  // S3 knows no upload any more that it has completed: the caller sends the file again.
  /NoSuchUpload/,
];

/** Tells a story without a fault, and again with one at every call of a client: it must come to the same end. */
export function faultMatrix(story: Story): void {
  retryQuickly();
  vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });
  const plan = faultPlan(knownSites());
  const seen = new Map<string, Set<Kind>>();
  let market: FaultyMarket;
  let expected: Outcome;
  beforeAll(async () => {
    market = await startFaultyMarket(plan, story.options);
    await story.begin?.(market);
  });
  afterAll(async () => {
    await market?.close();
    if (FAULT_RECORD) {
      tellPartly(seen);
      const met = callSites().filter((site) => missing(site, seen.get(site.id)).length === 0);
      record(
        story,
        met.map(({ id }) => id),
      );
    }
  });

  describe(`the story of ${story.name}`, () => {
    test('with no fault', async () => {
      expected = await story.tell(market, '0');
      expect([...plan.homeless.keys()], 'Calls out of functions/ whose call site was not found').toEqual([]);
      expect(market.ownFaults()).toEqual([]);
      await market.expectSound();
    });

    test.each(rounds.map((round, no) => ({ round, no: no + 1, kinds: round.flat().join(', ') })))(
      'with $kinds at each call',
      async ({ round, no }) => {
        plan.arm(round, () => Number(FAULT_HIT), FAULT_SITE);
        const outcome = await story.tell(market, String(no)).finally(() => plan.disarm());
        await market.drain();
        for (const [site, fired] of plan.fired) for (const kind of fired) note(seen, site, kind);
        expect(outcome).toEqual(expected);
        const own = market.ownFaults().filter((fault) => !expectedFaults.some((each) => each.test(fault)));
        expect(own, 'Faults that are not the ones put there').toEqual([]);
        market.faults.length = 0;
        await market.expectSound();
      },
    );

    test.skipIf(FAULT_SITE || FAULT_KIND || FAULT_RECORD)(
      'met each of its call sites in each way that there is',
      () => {
        const all = reached();
        const mine = callSites().filter(({ id }) => all[id] === story.name);
        expect(mine.length).toBeGreaterThan(0);
        expect(mine.flatMap((site) => missing(site, seen.get(site.id)))).toEqual([]);
      },
    );
  });
}

const note = (seen: Map<string, Set<Kind>>, site: string, kind: Kind): void => {
  seen.set(site, (seen.get(site) ?? new Set()).add(kind));
};

const missing = (site: CallSite, fired: ReadonlySet<Kind> = new Set()): string[] =>
  kinds
    .filter((kind) => whyNot(site, kind) === undefined && !fired.has(kind))
    .map((kind) => `${site.id}: ${kind}`);

/** For who writes a story: what it came to, and not in each way. */
function tellPartly(seen: ReadonlyMap<string, ReadonlySet<Kind>>): void {
  const all = reached();
  const partly = callSites().filter(({ id }) => seen.has(id) && all[id] === undefined);
  for (const site of partly)
    for (const each of missing(site, seen.get(site.id))) process.stderr.write(`not yet: ${each}\n`);
}

/** A site stays with the story that it has while that one reaches it. */
function record(story: Story, sites: readonly string[]): void {
  const before = Object.entries(reached()).filter(([id, name]) => name !== story.name || sites.includes(id));
  const all = { ...Object.fromEntries(sites.map((id) => [id, story.name])), ...Object.fromEntries(before) };
  const known = new Set(callSites().map(({ id }) => id));
  const sorted = Object.fromEntries(
    Object.entries(all)
      .filter(([id]) => known.has(id))
      .sort(),
  );
  writeFileSync(recordFile, `${JSON.stringify(sorted, null, 2)}\n`);
}
