import type { SeedOptions, SeedResult, Simulator } from './run-seed.ts';

export type Shrunk = {
  /** What still goes wrong in the shortest run that was found, and who is not in it. */
  only: readonly string[];
  without: readonly string[];
  result: SeedResult;
  tries: number;
};

/** A run may take a second where it has gone astray; nobody waits for long. */
const usualTries = 150;

/**
 * Makes a failing seed smaller: whoever can stay away does, then what goes wrong is left out by halves, quarters and so
 * on for as long as the same thing fails (delta debugging: Zeller and Hildebrandt, 2002).
 */
export async function shrink(
  { run }: Pick<Simulator, 'run'>,
  failed: SeedResult,
  { triesMax = usualTries, ...more }: Partial<SeedOptions> & { triesMax?: number } = {},
): Promise<Shrunk> {
  const { seed, violation } = failed;
  let best = failed;
  let only = failed.faults.map(({ id }) => id);
  const without = new Set<string>();
  let tries = 0;

  async function stillFails(faults: readonly string[], absent: ReadonlySet<string>): Promise<boolean> {
    if (tries >= triesMax) return false;
    tries++;
    const result = await run({ ...more, seed, only: new Set(faults), without: absent });
    if (result.violation?.name !== violation?.name) return false;
    best = result;
    const happened = new Set(result.faults.map(({ id }) => id));
    only = faults.filter((id) => happened.has(id));
    return true;
  }

  if (!(await stillFails(only, without))) return { only, without: [], result: failed, tries };
  for (const actor of failed.actors)
    if (mayStayAway(actor, violation?.name ?? '') && (await stillFails(only, new Set([...without, actor]))))
      without.add(actor);
  await leaveOut(
    () => only,
    (faults) => stillFails(faults, without),
  );
  const result = await run({ ...more, seed, only: new Set(only), without, keepsLines: true });
  return { only, without: [...without], result: result.violation ? result : best, tries };
}

/** Without cars nothing comes to its end, and nobody is to blame. */
const mayStayAway = (actor: string, name: string) =>
  !actor.startsWith('vehicle-') || !name.startsWith('invariant 28');

async function leaveOut(
  current: () => readonly string[],
  stillFails: (left: readonly string[]) => Promise<boolean>,
) {
  if (await stillFails([])) return;
  for (let parts = 2; current().length > 1; ) {
    const all = current();
    const size = Math.ceil(all.length / parts);
    let isSmaller = false;
    for (let from = 0; from < all.length && !isSmaller; from += size)
      isSmaller = await stillFails([...all.slice(0, from), ...all.slice(from + size)]);
    if (isSmaller) parts = Math.max(2, parts - 1);
    else if (size === 1) return;
    else parts = Math.min(all.length, parts * 2);
  }
}
