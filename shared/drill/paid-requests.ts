import type { PaidRequest } from '../contract/drill.ts';
import type { KeptReceipt } from '../contract/receipts.ts';
import { type MicroUsd, splitByWeight } from '../money.ts';
import type { Segment, Task } from '../task.ts';

/** A request, or all of a task's where its receipts are gone, with the segment that it was finished in. */
type Line = Omit<PaidRequest, 'charge_micro_usd' | 'owner_micro_usd'>;

type DoneTask = Pick<Task, 'no' | 'segments' | 'audit'>;

/** A batch's tasks by number, as receipts name them. What a check found false was neither charged nor paid. */
export const paidTasks = (tasks: readonly DoneTask[]): Map<number, DoneTask> =>
  new Map(tasks.filter(({ audit }) => audit !== 'differs').map((task) => [task.no, task]));

/**
 * The owner's line that a receipt is of; undefined where it is another owner's, or was not paid. A receipt names its
 * task and when it was handed in, and each hand-in of a task is a segment of one owner's vehicle.
 */
export function lineOf(
  receipt: KeptReceipt,
  tasks: ReadonlyMap<number, DoneTask>,
  ownerId: string,
): Line | undefined {
  if (receipt.status < 200 || receipt.status > 299) return undefined;
  const segment = tasks.get(receipt.task)?.segments.find((each) => isOf(receipt, each));
  if (segment?.ownerId !== ownerId) return undefined;
  return {
    custom_id: receipt.custom_id,
    line: receipt.line,
    task: receipt.task,
    vehicle_id: segment.vehicleId,
    ...receipt.units,
    requests: 1,
    reference_microseconds: receipt.reference_microseconds,
  };
}

const isOf = ({ finished_at }: KeptReceipt, { finishedAt }: Segment): boolean =>
  finished_at === Math.floor(finishedAt / 1_000);

/** Where there are no receipts (live calls have none, and others' go after 30 days): a line a segment. */
export const linesOfTasks = (tasks: ReadonlyMap<number, DoneTask>, ownerId: string): Line[] =>
  [...tasks.values()].flatMap(({ no, segments }) =>
    segments
      .filter((segment) => segment.ownerId === ownerId && segment.succeeded > 0)
      .map((segment) => ({
        custom_id: null,
        line: null,
        task: no,
        vehicle_id: segment.vehicleId,
        input_tokens: segment.units?.inputTokens ?? null,
        output_tokens: segment.units?.outputTokens ?? null,
        pages: segment.units?.pages ?? null,
        requests: segment.succeeded,
        reference_microseconds: segment.referenceMicros,
      })),
  );

type Amounts = { chargeMicroUsd: MicroUsd; ownerMicroUsd: MicroUsd };

/**
 * What each line was charged and earned: the amounts were made of the sum of the lines' reference time, and are told
 * apart by it, by largest remainder, so that the lines sum exactly to them.
 */
export function withAmounts(
  lines: readonly Line[],
  { chargeMicroUsd, ownerMicroUsd }: Amounts,
): PaidRequest[] {
  const weights = lines.map(({ reference_microseconds }) => BigInt(reference_microseconds));
  const charges = splitByWeight(chargeMicroUsd, weights);
  const shares = splitByWeight(ownerMicroUsd, weights);
  return lines.map((line, at) => ({
    ...line,
    charge_micro_usd: Number(charges[at] ?? 0n),
    owner_micro_usd: Number(shares[at] ?? 0n),
  }));
}
