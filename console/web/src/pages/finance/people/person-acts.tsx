import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { dataOf, financeApi } from '../../../api/client.ts';
import { ConfirmDialog } from '../../../parts/confirm-dialog.tsx';
import { MessageDialog } from '../../../parts/message-dialog.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import type { Person } from '../book-queries.ts';

const path = '/v1/finance/people/{person_id}';

/** Shown to who let them in as well: the API refuses, and says why. */
export function PersonActs({ person: { id, name, asked } }: { person: Person }) {
  const [isAsked, setIsAsked] = useState(false);
  const queries = useQueryClient();
  const params = { path: { person_id: id } };
  const decide = useMutation({
    mutationFn: async (does: 'confirm' | 'remove') =>
      does === 'confirm'
        ? dataOf(await financeApi.POST(`${path}/approve`, { params }))
        : dataOf(await financeApi.DELETE(path, { params })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['finance', 'people'] }),
  });
  return (
    <div className="row">
      {asked.length > 0 && (
        <button
          type="button"
          className="button"
          aria-label={`Confirm ${name}`}
          disabled={decide.isPending}
          onClick={() => decide.mutate('confirm')}
        >
          Confirm
        </button>
      )}
      <button
        type="button"
        className="button"
        aria-label={`Remove ${name}`}
        disabled={decide.isPending}
        onClick={() => setIsAsked(true)}
      >
        Remove
      </button>
      {isAsked && (
        <ConfirmDialog
          title={`Remove ${name}?`}
          does={`Remove ${name}`}
          confirm={() => {
            setIsAsked(false);
            decide.mutate('remove');
          }}
          close={() => setIsAsked(false)}
        >
          <p>Their key is refused from the next call on. The audit trail goes on naming them.</p>
        </ConfirmDialog>
      )}
      {decide.error && (
        <MessageDialog title={name} close={decide.reset}>
          <ErrorSaid error={decide.error} />
        </MessageDialog>
      )}
    </div>
  );
}
