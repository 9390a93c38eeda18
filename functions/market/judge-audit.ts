import { payForAudit } from '../../shared/audit-pay.ts';
import { getModel } from '../../shared/catalogue.ts';
import type { ResultLine } from '../../shared/contract/task-files.ts';
import { holdbackSecondsFor } from '../../shared/holdback.ts';
import type { MessageOf } from '../../shared/messages.ts';
import type { Segment, Task } from '../../shared/task.ts';
import { judge } from '../../shared/verification.ts';
import { earningWrites } from '../adapters/earnings.ts';
import { standingWrites } from '../adapters/standings.ts';
import { taskWrites } from '../adapters/tasks.ts';
import type { Deps } from '../edge/deps.ts';
import { queueLambda } from '../edge/lambda.ts';
import { noteDoubts } from './audits/note-doubts.ts';

/**
 * Compares an audited request's two results. The verdict ends the wait of the checked task's pay, and the auditor is
 * paid by the platform, in one commit.
 */
export const judgeAudit =
  (deps: Deps) =>
  async ({ batchId, taskNo }: MessageOf<'audit'>) => {
    const checked = await deps.tasks.get({ batchId, taskNo, audit: false });
    if (checked.audit !== 'pending') return;
    const audit = await deps.tasks.get({ batchId, taskNo, audit: true });
    const [again] = audit.segments;
    if (!again) {
      await deps.commit([taskWrites.audit(checked, 'pending', 'unavailable')]);
      return;
    }
    const original = await resultAt(deps, checked, audit.auditOf ?? 0);
    const repeated = await resultAt(deps, audit, 0);
    const verdict = judge(getModel(audit.lane.model), original.line, repeated.line);
    const { tariffMicroUsdPerKwh, doubts } = await deps.owners.get(again.ownerId);
    const holdbackSeconds = holdbackSecondsFor({ ...(doubts && { doubts }) }, deps.policy, deps.now());
    const pay = payForAudit({
      audit,
      segment: again,
      policy: { ...deps.policy, holdbackSeconds },
      tariffMicroUsdPerKwh,
      now: deps.now(),
    });
    await deps.commit([
      taskWrites.audit(checked, 'pending', verdict),
      ...(pay ? earningWrites.payAudit(pay, again.ownerId, deps.now(), holdbackSeconds) : []),
      ...[original, repeated].map(({ segment }) =>
        standingWrites.judged(segment.vehicleId, verdict, deps.now()),
      ),
      ...(verdict === 'differs' ? await noteDoubts(deps, [original.segment, repeated.segment]) : []),
    ]);
    if (verdict === 'differs')
      deps.reportFault(
        new Error(`audit of ${batchId}.${taskNo}: two vehicles' results differ`),
        'judge-audit',
      );
  };

export const handler = queueLambda('audit', judgeAudit);

/** The result of request `i`, from whichever segment finished it. */
async function resultAt(
  { sealedTasks }: Deps,
  task: Task,
  i: number,
): Promise<{ line: ResultLine; segment: Segment }> {
  for (const segment of task.segments) {
    const { lines } = await sealedTasks.getResult(task, segment);
    const line = lines.find((each) => each.i === i);
    if (line) return { line, segment };
  }
  throw new Error(`no result of request ${i} in task ${task.no} of ${task.batchId}`);
}
