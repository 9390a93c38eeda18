import '../../../styles/page.css';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { dataOf, financeApi } from '../../../api/client.ts';
import { Time } from '../../../format/shown.tsx';
import { ActButton } from '../../../parts/act-button.tsx';
import { Named } from '../../../parts/named.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import type { Column } from '../../../table/column.ts';
import { PagedTable } from '../../../table/paged-table.tsx';
import { PageHead } from '../../page-head.tsx';
import { type Reversal, reversals } from '../book-queries.ts';

const drilled = (key: string) => (
  <Link to="/finance/drill" search={{ from: key }}>
    <code>{key}</code>
  </Link>
);

const columns: readonly Column<Reversal>[] = [
  {
    id: 'entry',
    header: 'Entry',
    value: (reversal) => reversal.business_key,
    shown: (reversal) => drilled(reversal.business_key),
  },
  { id: 'state', header: 'State', value: ({ state }) => state },
  {
    id: 'acts',
    header: 'Decide',
    value: () => undefined,
    shown: (reversal) => reversal.state === 'proposed' && <Decide reversal={reversal} />,
  },
  { id: 'reason', header: 'Why', value: ({ reason }) => reason },
  { id: 'by', header: 'Asked for by', value: (reversal) => reversal.made_by },
  {
    id: 'at',
    header: 'At',
    value: (reversal) => reversal.made_at,
    shown: (reversal) => <Time seconds={reversal.made_at / 1_000} />,
  },
  { id: 'decided', header: 'Decided by', value: (reversal) => reversal.decided_by ?? undefined },
  {
    id: 'undone',
    header: 'Undone by',
    value: (reversal) => reversal.reversed_by ?? undefined,
    shown: ({ reversed_by: key }) => key !== null && drilled(key),
  },
];

export function FinanceCorrections() {
  const { entry } = useSearch({ from: '/finance/corrections' });
  return (
    <>
      <PageHead
        title="Corrections"
        says="An entry is undone by its mirror, in the open month: one asks for it, another approves."
      />
      <Propose key={entry} entry={entry ?? ''} />
      <section className="part" aria-label="Reversals">
        <PagedTable
          list={reversals}
          name="reversals"
          columns={columns}
          rowId={({ id }) => id}
          empty={<p className="soft">Nothing was undone yet.</p>}
        />
      </section>
    </>
  );
}

/** Shown to who asked for it as well: the API refuses, and says why. */
function Decide({ reversal: { id, business_key: key } }: { reversal: Reversal }) {
  const params = { path: { reversal_id: id } };
  return (
    <div className="row">
      <ActButton
        does="Approve"
        to={key}
        act={async () =>
          dataOf(await financeApi.POST('/v1/finance/reversals/{reversal_id}/approve', { params }))
        }
        changes={['finance']}
      />
      <ActButton
        does="Reject"
        to={key}
        act={async () =>
          dataOf(await financeApi.POST('/v1/finance/reversals/{reversal_id}/reject', { params }))
        }
        changes={['finance']}
      />
    </div>
  );
}

function Propose({ entry }: { entry: string }) {
  const [key, setKey] = useState(entry);
  const [reason, setReason] = useState('');
  const queries = useQueryClient();
  const propose = useMutation({
    mutationFn: async () => {
      const body = { business_key: key.trim(), reason };
      return dataOf(await financeApi.POST('/v1/finance/reversals', { body }));
    },
    onSuccess: () => {
      setKey('');
      setReason('');
      return queries.invalidateQueries({ queryKey: ['finance', 'reversals'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    propose.mutate();
  };
  return (
    <>
      <form className="row" onSubmit={submit}>
        <Named name="Business key of the entry">
          <input
            className="field"
            required
            maxLength={300}
            value={key}
            onChange={({ target }) => setKey(target.value)}
          />
        </Named>
        <Named name="Why it is to be undone">
          <input
            className="field"
            required
            maxLength={190}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        </Named>
        <button type="submit" className="button" data-kind="first" disabled={propose.isPending}>
          Ask for it
        </button>
      </form>
      {propose.error && <ErrorSaid error={propose.error} />}
    </>
  );
}
