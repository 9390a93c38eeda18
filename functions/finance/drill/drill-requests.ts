import type { Settled } from '../../../shared/accrual.ts';
import type { Drill, PaidRequest } from '../../../shared/contract/drill.ts';
import { loadRequests } from './load-requests.ts';
import { link, type Sources, tell } from './tell.ts';

/** As many as are told one by one, dearest first; sums are of all. */
const requestsShown = 500;
/** What can be drilled from: longer names are told without a way on. */
const nameChars = 300;

/** The requests behind what an owner earned of a settlement: of its batch, as a request is charged by the batch's sum. */
export async function drillRequests(
  sources: Sources,
  { settleKey, batchId }: Pick<Settled, 'settleKey' | 'batchId'>,
  ownerId: string,
): Promise<Drill> {
  const { all, settlements, checks, notes, ...told } = await loadRequests(sources, { batchId, ownerId });
  const own = settlements.filter(({ settlement }) => settlement === settleKey);
  return tell({
    id: `${settleKey}/requests/${ownerId}`,
    title: `Requests of ${batchId} that ${ownerId} was paid for`,
    amountMicroUsd: BigInt(told.owner_micro_usd),
    facts: {
      owner: ownerId,
      model: told.model,
      window: told.window,
      requests: String(told.requests),
      charged: `${told.charge_micro_usd} micro-USD`,
      shown: all.length > requestsShown ? `the dearest ${requestsShown} of ${all.length}` : undefined,
      note: notes.join(' ') || undefined,
    },
    down: all.slice(0, requestsShown).map((request) => requestLink(request, batchId)),
    up: [
      ...own.map(({ accrual, at, amount_micro_usd }) =>
        link('earned with', { id: accrual, at, amountMicroUsd: BigInt(amount_micro_usd) }),
      ),
      link('settlement', { id: settleKey }),
      link('batch', { id: `batch/${batchId}` }),
    ],
    checks,
  });
}

function requestLink(request: PaidRequest, batchId: string) {
  const name = `batch/${batchId}/request/${request.custom_id}`;
  return link('request', {
    id: request.custom_id === null || name.length > nameChars ? null : name,
    amountMicroUsd: BigInt(request.owner_micro_usd),
    note:
      request.custom_id === null
        ? `task ${request.task}: ${request.requests} requests`
        : `charged ${request.charge_micro_usd} micro-USD`,
  });
}
