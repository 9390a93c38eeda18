import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { dataOf, ownerApi } from '../../../api/client.ts';
import { Money, Time } from '../../../format/shown.tsx';
import { ConfirmDialog } from '../../../parts/confirm-dialog.tsx';
import { Awaited } from '../../../said/awaited.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import { erasure } from '../queries.ts';

const waitWords = {
  work_to_settle: 'work that is not settled yet',
  earnings_held_back: 'earnings that are still held back',
  payout_to_make: 'the payout of all that is owed',
  payout_under_way: 'a payout that is under way',
} as const;

/** Closing the account revokes every vehicle for good: it is asked twice. */
export const Erasure = () => (
  <section className="part" aria-labelledby="erasure">
    <h2 id="erasure">Close the account and erase</h2>
    <Awaited query={useQuery(erasure)}>
      {(asked) =>
        asked === null ? (
          <Ask />
        ) : (
          <p role="status">
            {asked.state === 'erased' ? 'Erased' : 'Being erased'}; asked for{' '}
            <Time seconds={asked.requested_at / 1_000} />.{' '}
            {asked.waits_for && `It waits for ${waitWords[asked.waits_for]}. `}
            Owed to you: <Money microUsd={asked.owed_micro_usd} />.
          </p>
        )
      }
    </Awaited>
  </section>
);

function Ask() {
  const queries = useQueryClient();
  const [isAsked, setIsAsked] = useState(false);
  const erase = useMutation({
    mutationFn: async () => dataOf(await ownerApi.POST('/v1/owner/erasure')),
    onSuccess: (state) => {
      queries.setQueryData(erasure.queryKey, state);
      return queries.invalidateQueries({ queryKey: ['owner'] });
    },
    onSettled: () => setIsAsked(false),
  });
  return (
    <>
      <p>
        You are paid all that is owed, whatever the threshold; then names, the texts of charters and what you
        chose are erased. Entries of money stay under a random id. Export first what you want to keep.
      </p>
      <div className="row">
        <button type="button" className="button" onClick={() => setIsAsked(true)}>
          Close and erase…
        </button>
      </div>
      {isAsked && (
        <ConfirmDialog
          title="Close this account and erase it?"
          does="Erase"
          confirm={() => erase.mutate()}
          close={() => setIsAsked(false)}
        >
          <p>
            Your vehicles are revoked at once, for good, and nothing new can be set up. It can’t be undone.
          </p>
        </ConfirmDialog>
      )}
      {erase.error && <ErrorSaid error={erase.error} />}
    </>
  );
}
