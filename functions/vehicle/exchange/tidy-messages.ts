import { type Lane, laneName } from '../../../shared/lane.ts';
import type { Deps } from '../../edge/deps.ts';

/** The message of a task that a vehicle has, or might have, taken; `isDone`: the task needs nobody any more. */
export type TaskMessage = { lane: Lane; receipt: string; isDone: boolean };

/**
 * Deletes the messages of tasks that are done and shows the others again at once, in one request a lane. A courtesy,
 * not a truth: without it they come back by themselves and find their tasks as they are.
 */
export async function tidyMessages(
  { lanes, reportFault }: Deps,
  messages: readonly TaskMessage[],
): Promise<void> {
  const byLane = Map.groupBy(messages, ({ lane }) => laneName(lane));
  await Promise.all(
    [...byLane].map(async ([name, those]) => {
      const [first] = those;
      if (!first) return;
      const receipts = (isDone: boolean) =>
        those.filter((each) => each.isDone === isDone).map(({ receipt }) => receipt);
      try {
        await lanes.delete(first.lane, receipts(true));
        await lanes.showAgain(first.lane, receipts(false), 0);
      } catch (error) {
        reportFault(error, `messages of ${name}`);
      }
    }),
  );
}
