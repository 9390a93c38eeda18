import DataLoader from 'dataloader';
import { Refusal } from '../../shared/refusal.ts';
import type { Task } from '../../shared/task.ts';
import { nameOf, type TaskName, type Tasks } from './tasks.ts';

/** Looks that come within this time are one read. */
const togetherMillis = 4;
/** DynamoDB's most in one read. */
const togetherMax = 100;

const nameText = ({ batchId, taskNo, audit }: TaskName) => `${batchId} ${taskNo} ${audit}`;

/**
 * Many callers of one instance wait for a task each, and look at it many times: their looks go to the table together.
 * A look may be a moment old: what is then done is decided under the task's fence. Refuses with not_found.
 */
export function taskLooksOver(tasks: Pick<Tasks, 'getMany'>) {
  const looks = new DataLoader<TaskName, Task>(
    async (names: readonly TaskName[]) => {
      const found = new Map(
        (await tasks.getMany(names, { ConsistentRead: false })).map((task) => [nameText(nameOf(task)), task]),
      );
      return names.map((name) => found.get(nameText(name)) ?? notFound(name));
    },
    { cache: false, maxBatchSize: togetherMax, batchScheduleFn: (read) => setTimeout(read, togetherMillis) },
  );
  return { at: (name: TaskName) => looks.load(name) };
}

const notFound = ({ batchId, taskNo }: TaskName) =>
  new Refusal('not_found', `no task ${taskNo} in batch ${batchId}`);
