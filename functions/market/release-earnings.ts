import type { HeldEarnings } from '../../shared/accrual.ts';
import { earningWrites } from '../adapters/earnings.ts';
import { postOnce } from '../adapters/post-once.ts';
import type { Deps } from '../edge/deps.ts';
import { timerLambda } from '../edge/lambda.ts';

/** So many are looked at in one read, and have their commits at once. */
const ownersAtOnce = 50;

/**
 * Frees for payout what has been held back long enough: one entry per owner and day. Returns how many. What fails is
 * reported and due again at the next tick.
 */
export const releaseEarnings = (deps: Deps) => async (): Promise<number> => {
  let released = 0;
  for await (const ownerIds of groupsOf(deps.owners.ids(), ownersAtOnce))
    for (const count of await Promise.all(ownerIds.map((ownerId) => releaseDue(deps, ownerId))))
      released += count;
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

/** How many days of this owner's. */
async function releaseDue(deps: Deps, ownerId: string): Promise<number> {
  let released = 0;
  try {
    for (const held of await dueOf(deps, ownerId))
      if (await postOnce(deps.commit, earningWrites.release(held, deps.now()))) released++;
  } catch (error) {
    deps.reportFault(error, `earnings of owner ${ownerId}`);
  }
  return released;
}

/** After proven fraud nothing is released until finance decides. */
async function dueOf({ earnings, owners, now }: Deps, ownerId: string): Promise<HeldEarnings[]> {
  const due = await earnings.due(ownerId, now());
  if (due.length === 0) return due;
  return (await owners.get(ownerId)).payHeldSince === undefined ? due : [];
}

export const handler = timerLambda(releaseEarnings);
