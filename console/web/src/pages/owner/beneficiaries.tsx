import '../../styles/page.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { dataOf, ownerApi } from '../../api/client.ts';
import { Money } from '../../format/shown.tsx';
import { Named } from '../../parts/named.tsx';
import { Awaited } from '../../said/awaited.tsx';
import { ErrorSaid } from '../../said/error-said.tsx';
import type { Column } from '../../table/column.ts';
import { DataTable } from '../../table/data-table.tsx';
import { PageHead } from '../page-head.tsx';
import { type Beneficiaries, beneficiaries } from './queries.ts';

type Beneficiary = Beneficiaries['data'][number];
type Role = Beneficiary['role'];
const roles: Record<Role, string> = {
  driver: 'Driver',
  lessor: 'Lessor',
  plug_owner: 'Owner of the plug',
  other: 'Other',
};
const isRole = (text: string): text is Role => text in roles;

const percentText = (basisPoints: number): string => `${basisPoints / 100} %`;

const columns: readonly Column<Beneficiary>[] = [
  { id: 'name', header: 'Name', value: ({ name }) => name },
  { id: 'role', header: 'Role', value: ({ role }) => roles[role] },
  {
    id: 'share',
    header: 'Share, hundredths of a percent',
    value: (one) => one.share_basis_points,
    shown: (one) => percentText(one.share_basis_points),
    align: 'end',
  },
  {
    id: 'released',
    header: 'Payable',
    unit: 'micro-USD',
    value: (one) => one.released_micro_usd,
    shown: (one) => <Money microUsd={one.released_micro_usd} />,
    align: 'end',
  },
  {
    id: 'transit',
    header: 'In transit',
    unit: 'micro-USD',
    value: (one) => one.in_transit_micro_usd,
    shown: (one) => <Money microUsd={one.in_transit_micro_usd} />,
    align: 'end',
  },
  { id: 'stopped', header: 'Stopped by', value: (one) => one.payouts_stopped_by ?? undefined },
  { id: 'link', header: 'Their details', value: () => undefined, shown: (one) => <TheirLink one={one} /> },
];

export const OwnerBeneficiaries = () => (
  <>
    <PageHead title="Beneficiaries" says="Who shares what is paid out, from the next payout on." />
    <Awaited query={useQuery(beneficiaries)}>
      {(all) => (
        <>
          <p>
            Your own part is {percentText(all.own.share_basis_points)}; of it payable:{' '}
            <Money microUsd={all.own.released_micro_usd} />.
          </p>
          {all.data.length > 0 && (
            <section className="part" aria-label="Those who share">
              <DataTable name="beneficiaries" rows={all.data} columns={columns} rowId={({ id }) => id} />
            </section>
          )}
          <Shares key={all.version ?? 0} sharing={all.data.filter((one) => one.share_basis_points > 0)} />
        </>
      )}
    </Awaited>
  </>
);

function TheirLink({ one: { id: beneficiaryId, name } }: { one: Beneficiary }) {
  const make = useMutation({
    mutationFn: async () =>
      dataOf(
        await ownerApi.POST('/v1/owner/beneficiaries/{beneficiaryId}/onboarding_links', {
          params: { path: { beneficiaryId } },
        }),
      ),
  });
  if (make.data)
    return (
      <a href={make.data.url} target="_blank" rel="noreferrer">
        Stripe’s page for {name}
      </a>
    );
  return (
    <button
      type="button"
      className="button"
      aria-label={`Link for ${name}`}
      disabled={make.isPending}
      onClick={() => make.mutate()}
    >
      {make.error ? make.error.message : 'Make link'}
    </button>
  );
}

type Draft = { key: number; name: string; role: Role; percent: string };

/** "12.5" as 1,250 hundredths of a percent. */
const basisPointsOf = (percent: string): number => Math.round(Number(percent) * 100);

function Shares({ sharing }: { sharing: readonly Beneficiary[] }) {
  const queries = useQueryClient();
  const [drafts, setDrafts] = useState<Draft[]>(() =>
    sharing.map(({ name, role, share_basis_points: share }, key) => ({
      key,
      name,
      role,
      percent: String(share / 100),
    })),
  );
  const set = useMutation({
    mutationFn: async () => {
      const body = {
        beneficiaries: drafts.map(({ name, role, percent }) => ({
          name,
          role,
          share_basis_points: basisPointsOf(percent),
        })),
      };
      return dataOf(await ownerApi.PUT('/v1/owner/beneficiaries', { body }));
    },
    onSuccess: (all) => queries.setQueryData(beneficiaries.queryKey, all),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    set.mutate();
  };
  const change = (key: number, to: Partial<Draft>) =>
    setDrafts((all) => all.map((draft) => (draft.key === key ? { ...draft, ...to } : draft)));
  return (
    <form className="part" onSubmit={submit} aria-labelledby="shares">
      <h2 id="shares">Change who shares</h2>
      {drafts.map((draft) => (
        <DraftRow
          key={draft.key}
          draft={draft}
          change={(to) => change(draft.key, to)}
          remove={() => setDrafts((all) => all.filter(({ key }) => key !== draft.key))}
        />
      ))}
      <div className="row">
        <button
          type="button"
          className="button"
          onClick={() =>
            setDrafts((all) => [
              ...all,
              { key: 1 + Math.max(-1, ...all.map(({ key }) => key)), name: '', role: 'driver', percent: '' },
            ])
          }
        >
          Add one
        </button>
        <button type="submit" className="button" data-kind="first" disabled={set.isPending}>
          Save shares
        </button>
      </div>
      {set.error && <ErrorSaid error={set.error} />}
    </form>
  );
}

function DraftRow({
  draft: { name, role, percent },
  change,
  remove,
}: {
  draft: Draft;
  change: (to: Partial<Draft>) => void;
  remove: () => void;
}) {
  return (
    <fieldset className="row bare" aria-label={name || 'A new beneficiary'}>
      <Named name="Name">
        <input
          className="field"
          required
          value={name}
          onChange={({ target }) => change({ name: target.value })}
        />
      </Named>
      <Named name="Role">
        <select
          className="field"
          value={role}
          onChange={({ target }) => isRole(target.value) && change({ role: target.value })}
        >
          {Object.entries(roles).map(([id, words]) => (
            <option key={id} value={id}>
              {words}
            </option>
          ))}
        </select>
      </Named>
      <Named name="Share in %">
        <input
          className="field"
          required
          inputMode="decimal"
          pattern="\d{1,3}(\.\d{1,2})?"
          value={percent}
          onChange={({ target }) => change({ percent: target.value })}
        />
      </Named>
      <button type="button" className="button" onClick={remove}>
        Leave out
      </button>
    </fieldset>
  );
}
