import type { HeldEarnings } from '../../shared/accrual.ts';
import { earningWrites } from '../adapters/earnings.ts';
import { postOnce } from '../adapters/post-once.ts';
import type { Deps } from '../edge/deps.ts';
import { timerLambda } from '../edge/lambda.ts';

/** So many are looked at in one read, and released in one commit, of two writes each. */
const ownersAtOnce = 25;

/**
 * Frees for payout what has been held back long enough: one entry per owner and day. Returns how many. What fails is
 * reported and due again at the next tick.
 */
export const releaseEarnings = (deps: Deps) => async (): Promise<number> => {
  let released = 0;
  for await (const ownerIds of groupsOf(deps.owners.ids(), ownersAtOnce)) {
    const due = await Promise.all(ownerIds.map((ownerId) => reported(deps, ownerId, dueOf(deps, ownerId))));
    released += await releaseTogether(deps, due);
  }
  return released;
};

async function* groupsOf(ids: AsyncIterable<string>, count: number): AsyncGenerator<string[]> {
  let group: string[] = [];
  for await (const id of ids) {
    group.push(id);
    if (group.length < count) continue;
    yield group;
    group = [];
  }
  yield group;
}

/**
 * The first day of each in one commit, where that goes; else, and the days after it, each owner's by themselves: so
 * that one owner's trouble keeps no other from it.
 */
async function releaseTogether(deps: Deps, due: readonly HeldEarnings[][]): Promise<number> {
  const firsts = due.flatMap(([first]) => first ?? []);
  const areReleased = firsts.length > 1 && (await areCommitted(deps, firsts));
  const released = await Promise.all(
    due.map((days) => releaseDays(deps, areReleased ? days.slice(1) : days)),
  );
  return released.reduce((sum, count) => sum + count, areReleased ? firsts.length : 0);
}

/** False whatever is in the way: that is found out, and told, by trying each. */
const areCommitted = ({ commit, now }: Deps, due: readonly HeldEarnings[]): Promise<boolean> =>
  commit(due.flatMap((held) => earningWrites.release(held, now()))).then(
    () => true,
    () => false,
  );

/** Of one owner, in their order. Returns how many. */
async function releaseDays(deps: Deps, due: readonly HeldEarnings[]): Promise<number> {
  let released = 0;
  for (const held of due) {
    const isNew = await reported(
      deps,
      held.ownerId,
      postOnce(deps.commit, earningWrites.release(held, deps.now())).then((posted) => [posted]),
    );
    if (isNew.length === 0) break;
    if (isNew[0]) released++;
  }
  return released;
}

/** Nothing, where it fails. */
const reported = <Each>({ reportFault }: Deps, ownerId: string, work: Promise<Each[]>): Promise<Each[]> =>
  work.catch((error: unknown) => {
    reportFault(error, `earnings of owner ${ownerId}`);
    return [];
  });

/** After proven fraud nothing is released until finance decides. */
async function dueOf({ earnings, owners, now }: Deps, ownerId: string): Promise<HeldEarnings[]> {
  const due = await earnings.due(ownerId, now());
  if (due.length === 0) return due;
  return (await owners.get(ownerId)).payHeldSince === undefined ? due : [];
}

export const handler = timerLambda(releaseEarnings);
