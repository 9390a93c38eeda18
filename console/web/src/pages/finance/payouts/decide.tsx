import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { dataOf, financeApi } from '../../../api/client.ts';
import { Named } from '../../../parts/named.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';

/** Shown to the maker as well: the API refuses, and says why. */
export function Decide({ runId }: { runId: string }) {
  const [reason, setReason] = useState('');
  const queries = useQueryClient();
  const params = { path: { run_id: runId } };
  const decide = useMutation({
    mutationFn: async (does: 'approve' | 'reject') =>
      does === 'approve'
        ? dataOf(await financeApi.POST('/v1/finance/payout_runs/{run_id}/approve', { params }))
        : dataOf(
            await financeApi.POST('/v1/finance/payout_runs/{run_id}/reject', { params, body: { reason } }),
          ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['finance'] }),
  });
  const reject = (event: FormEvent) => {
    event.preventDefault();
    decide.mutate('reject');
  };
  return (
    <section className="part" aria-label="Decision">
      <form className="row" onSubmit={reject}>
        <button
          type="button"
          className="button"
          data-kind="first"
          disabled={decide.isPending}
          onClick={() => decide.mutate('approve')}
        >
          Approve
        </button>
        <Named name="Why it is rejected">
          <input
            className="field"
            required
            maxLength={300}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        </Named>
        <button type="submit" className="button" disabled={decide.isPending}>
          Reject
        </button>
      </form>
      {decide.error && <ErrorSaid error={decide.error} />}
    </section>
  );
}
