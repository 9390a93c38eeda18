import { accrualKeyOf, settledOf } from '../../../shared/accrual.ts';
import type { Drill } from '../../../shared/contract/drill.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { loadRequests } from './load-requests.ts';
import { link, type Sources, tell } from './tell.ts';

/** One request of a batch, by the name that its customer gave it: who ran it, what it cost, and on to who was paid. */
export async function drillRequest(sources: Sources, batchId: string, customId: string): Promise<Drill> {
  const entries = await Array.fromAsync(sources.ledger.entriesUnder(`batch/${batchId}`));
  const settlements = entries.filter(({ kind }) => kind === 'settle').map(settledOf);
  const ownerIds = new Set(settlements.flatMap(({ owners }) => owners.map(({ ownerId }) => ownerId)));
  for (const ownerId of ownerIds) {
    const { all, model, window, checks } = await loadRequests(sources, { batchId, ownerId });
    const request = all.find((each) => each.custom_id === customId);
    if (!request) continue;
    return tell({
      id: `batch/${batchId}/request/${customId}`,
      title: `Request ${customId} of ${batchId}`,
      amountMicroUsd: BigInt(request.charge_micro_usd),
      facts: {
        owner: ownerId,
        vehicle: request.vehicle_id,
        model,
        window,
        task: String(request.task),
        line: request.line === null ? undefined : String(request.line),
        'reference microseconds': String(request.reference_microseconds),
        'owner earned': `${request.owner_micro_usd} micro-USD`,
      },
      up: [
        ...settlements
          .filter(({ owners }) => owners.some((owner) => owner.ownerId === ownerId))
          .map((settled) =>
            link('earned with', {
              id: accrualKeyOf(settled, ownerId),
              at: settled.at,
              amountMicroUsd: BigInt(request.owner_micro_usd),
              note: settlements.length > 1 ? 'one of the settlements of its batch' : null,
            }),
          ),
        link('batch', { id: `batch/${batchId}` }),
      ],
      checks,
    });
  }
  throw new Refusal(
    'not_found',
    `No request '${customId}' of ${batchId} was paid: it is not settled yet, failed, or its receipt is gone.`,
    { param: 'from' },
  );
}
