import { proposalObjectOf } from '../../../shared/contract/finance-proposals.ts';
import type { ProposedAct } from '../../../shared/proposed-act.ts';
import { proposedActWrites } from '../../adapters/proposed-acts.ts';
import type { Deps } from '../../edge/deps.ts';

/** Whether so much may be given away by one person alone. */
export const takesTwo = ({ policy }: Pick<Deps, 'policy'>, amountMicroUsd: bigint): boolean =>
  amountMicroUsd > policy.singlePersonMicroUsd;

/** Nothing happens yet: another person decides. */
export async function proposeAct(
  deps: Deps,
  what: Pick<ProposedAct, 'act' | 'amountMicroUsd'>,
  madeBy: string,
) {
  const proposed: ProposedAct = {
    proposalId: deps.newId('prop'),
    ...what,
    state: 'proposed',
    madeBy,
    madeAt: deps.now(),
  };
  await deps.commit([proposedActWrites.propose(proposed)]);
  return proposalObjectOf(proposed);
}
