import type { FinanceRight } from '../../../shared/finance-right.ts';
import { Refusal } from '../../../shared/refusal.ts';

/** Who made something does not approve it. Refuses with second_person_wanted. */
export function refuseMaker({ madeBy }: { madeBy: string }, callerId: string): void {
  if (madeBy === callerId)
    throw new Refusal('second_person_wanted', 'You made it yourself: another person approves it.');
}

/** Only what is proposed is decided on, once. Refuses with conflict. */
export function refuseUnlessProposed({ state }: { state: string }, name: string): void {
  if (state !== 'proposed')
    throw new Refusal('conflict', `${name} is ${state}: only what is proposed can be approved or rejected.`);
}

/** Who made something may take it back; what others made is rejected by who may approve. Refuses with not_allowed. */
export function refuseUnlessOwnOrApprover(
  { madeBy }: { madeBy: string },
  { callerId, may }: { callerId: string; may: readonly FinanceRight[] },
): void {
  if (madeBy !== callerId && !may.includes('approve'))
    throw new Refusal(
      'not_allowed',
      "Somebody else made it: to reject it takes the right 'approve'. What you made yourself you may take back.",
    );
}
