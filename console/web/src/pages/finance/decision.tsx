import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Named } from '../../parts/named.tsx';
import { ErrorSaid } from '../../said/error-said.tsx';

type Props = {
  approve: () => Promise<unknown>;
  /** Absent: it can only be approved. */
  reject?: ((reason: string) => Promise<unknown>) | undefined;
  /** Why it is rejected is asked for, and told. */
  isReasonAsked?: boolean;
};

/** Of what another person made. Shown to the maker as well: the API refuses, and says why. */
export function Decision({ approve, reject, isReasonAsked = false }: Props) {
  const [reason, setReason] = useState('');
  const queries = useQueryClient();
  const decide = useMutation({
    mutationFn: (does: 'approve' | 'reject') => (does === 'approve' || !reject ? approve() : reject(reason)),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['finance'] }),
  });
  const turnDown = (event: FormEvent) => {
    event.preventDefault();
    decide.mutate('reject');
  };
  return (
    <section className="part" aria-label="Decision">
      <form className="row" onSubmit={turnDown}>
        <button
          type="button"
          className="button"
          data-kind="first"
          disabled={decide.isPending}
          onClick={() => decide.mutate('approve')}
        >
          Approve
        </button>
        {reject && isReasonAsked && (
          <Named name="Why it is rejected">
            <input
              className="field"
              required
              maxLength={300}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          </Named>
        )}
        {reject && (
          <button type="submit" className="button" disabled={decide.isPending}>
            Reject
          </button>
        )}
      </form>
      {decide.error && <ErrorSaid error={decide.error} />}
    </section>
  );
}
