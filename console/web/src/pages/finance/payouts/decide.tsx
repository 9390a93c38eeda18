import { dataOf, financeApi } from '../../../api/client.ts';
import { Decision } from '../decision.tsx';

export function Decide({ runId }: { runId: string }) {
  const params = { path: { run_id: runId } };
  return (
    <Decision
      isReasonAsked
      approve={async () =>
        dataOf(await financeApi.POST('/v1/finance/payout_runs/{run_id}/approve', { params }))
      }
      reject={async (reason) =>
        dataOf(await financeApi.POST('/v1/finance/payout_runs/{run_id}/reject', { params, body: { reason } }))
      }
    />
  );
}
