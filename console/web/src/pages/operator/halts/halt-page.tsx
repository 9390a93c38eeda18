import '../../../styles/operator.css';
import '../../../styles/page.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { dataOf, operatorApi } from '../../../api/client.ts';
import { countText } from '../../../format/amounts.ts';
import { Time } from '../../../format/shown.tsx';
import { ConfirmDialog } from '../../../parts/confirm-dialog.tsx';
import { Awaited } from '../../../said/awaited.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import { PageHead } from '../../page-head.tsx';
import { haltOf, type Reply } from '../queries.ts';
import { haltedInWords } from './in-words.ts';

type HaltProof = Reply<'/v1/operator/halts/{halt_id}'>;

export function OperatorHalt() {
  const { haltId } = useParams({ from: '/operator/halts/$haltId' });
  return (
    <>
      <PageHead title={`Halt ${haltId}`} />
      <p className="row">
        <Link to="/operator/halts">All halts</Link>
      </p>
      <Awaited query={useQuery(haltOf(haltId))}>
        {(halt) => (
          <>
            <Leases halt={halt} />
            <Facts halt={halt} />
            {halt.ended_at === null && <End halt={halt} />}
          </>
        )}
      </Awaited>
    </>
  );
}

/** What a kill switch is looked at for. */
const Leases = ({ halt: { active_leases: leases, ended_at: endedAt } }: { halt: HaltProof }) => (
  <section className="part" aria-label="Leases that still run">
    <p className="figure-alone" role="status" data-state={leases === 0 ? 'good' : 'moving'}>
      {countText(leases)} {leases === 1 ? 'lease runs' : 'leases run'}
      {endedAt === null && leases > 0 && ' still'}
    </p>
    <p className="soft">{leasesInWords(leases, endedAt !== null)}</p>
  </section>
);

function leasesInWords(leases: number, isEnded: boolean): string {
  if (isEnded) return 'The halt has ended: what it names works again.';
  if (leases === 0) return 'Nothing of what it names is at work.';
  return 'None is renewed: a live call’s ends within 15 seconds, any other within 20 minutes. Counted every few seconds.';
}

const Facts = ({ halt }: { halt: HaltProof }) => (
  <dl className="facts part-facts">
    <dt>Halts</dt>
    <dd>{haltedInWords(halt)}</dd>
    <dt>Because</dt>
    <dd>{halt.reason}</dd>
    <dt>Since</dt>
    <dd>
      <Time seconds={halt.created_at / 1_000} />
    </dd>
    {halt.ended_at !== null && (
      <>
        <dt>Until</dt>
        <dd>
          <Time seconds={halt.ended_at / 1_000} />
        </dd>
      </>
    )}
  </dl>
);

function End({ halt }: { halt: HaltProof }) {
  const [isAsked, setIsAsked] = useState(false);
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: async () =>
      dataOf(
        await operatorApi.DELETE('/v1/operator/halts/{halt_id}', {
          params: { path: { halt_id: halt.id } },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['operator'] }),
    onSettled: () => setIsAsked(false),
  });
  return (
    <section className="part" aria-label="End">
      <div className="row">
        <button type="button" className="button" disabled={end.isPending} onClick={() => setIsAsked(true)}>
          End the halt…
        </button>
      </div>
      {end.error && <ErrorSaid error={end.error} />}
      {isAsked && (
        <ConfirmDialog
          title="End this halt?"
          does="End it"
          confirm={() => end.mutate()}
          close={() => setIsAsked(false)}
        >
          <p>From a second later on {haltedInWords(halt)} get work again.</p>
        </ConfirmDialog>
      )}
    </section>
  );
}
