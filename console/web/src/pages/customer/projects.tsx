import '../../styles/page.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import { Time } from '../../format/shown.tsx';
import { ActButton } from '../../parts/act-button.tsx';
import { Named } from '../../parts/named.tsx';
import { Awaited } from '../../said/awaited.tsx';
import { ErrorSaid } from '../../said/error-said.tsx';
import { PageHead } from '../page-head.tsx';
import { alertsOf, projects } from './account-queries.ts';
import { type Project, SpendOfCap } from './spend-of-cap.tsx';

export const CustomerProjects = () => (
  <>
    <PageHead title="Projects" says="Spend is counted by project; a cap stops it for the month." />
    <NewProject />
    <section className="part" aria-label="Projects">
      <Awaited query={useQuery(projects)}>
        {(all) => (
          <div className="cards">
            {all.map((project) => (
              <ProjectCard key={project.id} project={project} />
            ))}
          </div>
        )}
      </Awaited>
    </section>
  </>
);

const useAfterChange = () => {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: projects.queryKey });
};

function NewProject() {
  const [name, setName] = useState('');
  const onSuccess = useAfterChange();
  const make = useMutation({
    mutationFn: async () => dataOf(await api.POST('/v1/projects', { body: { name } })),
    onSuccess: () => {
      setName('');
      return onSuccess();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <>
      <form className="row" onSubmit={submit}>
        <Named name="Name of a new project">
          <input className="field" required value={name} onChange={({ target }) => setName(target.value)} />
        </Named>
        <button type="submit" className="button" data-kind="first" disabled={make.isPending}>
          Make project
        </button>
      </form>
      {make.error && <ErrorSaid error={make.error} />}
    </>
  );
}

function ProjectCard({ project }: { project: Project }) {
  return (
    <article className="card" aria-label={project.name}>
      <h2>{project.name}</h2>
      <p className="soft">
        <code>{project.id}</code>
        {project.status === 'archived' && ', archived'}
      </p>
      <SpendOfCap project={project} />
      {project.status === 'active' && <CapForm key={project.monthly_cap_micro_usd} project={project} />}
      {project.status === 'active' && project.id !== 'default' && <Archive project={project} />}
      <Alerts projectId={project.id} />
    </article>
  );
}

const Archive = ({ project: { id: projectId, name } }: { project: Project }) => (
  <div className="row">
    <ActButton
      does="Archive"
      to={name}
      act={async () =>
        dataOf(await api.POST('/v1/projects/{projectId}/archive', { params: { path: { projectId } } }))
      }
      changes={projects.queryKey}
      warning={
        <p>
          Its keys are revoked and nothing new begins in it; work that is under way is finished and charged.
          It can’t be undone.
        </p>
      }
    />
  </div>
);

/** "12.50" or nothing. Whole micro-units, made of the digits that were written and of no float. */
export function capOf(text: string): number | null {
  const [whole = '', part = ''] = text.trim().split('.');
  return whole === '' && part === '' ? null : Number(`${whole}${part.slice(0, 6).padEnd(6, '0')}`);
}

const capText = (microUsd: number | null): string => {
  if (microUsd === null) return '';
  const digits = String(microUsd).padStart(7, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`.replace(/(\.\d\d)0+$/, '$1');
};

const percentsOf = (text: string): number[] =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .map(Number);

function CapForm({ project }: { project: Project }) {
  const [cap, setCap] = useState(capText(project.monthly_cap_micro_usd));
  const [percents, setPercents] = useState(project.alert_percents.join(', '));
  const change = useMutation({
    mutationFn: async () =>
      dataOf(
        await api.POST('/v1/projects/{projectId}', {
          params: { path: { projectId: project.id } },
          body: { monthly_cap_micro_usd: capOf(cap), alert_percents: percentsOf(percents) },
        }),
      ),
    onSuccess: useAfterChange(),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <form className="row" onSubmit={submit}>
      <Named name="Cap a month, in USD (empty: none)">
        <input
          className="field"
          inputMode="decimal"
          pattern="\s*\d*(\.\d{1,6})?\s*"
          value={cap}
          onChange={({ target }) => setCap(target.value)}
        />
      </Named>
      <Named name="Alerts at, in % of it">
        <input className="field" value={percents} onChange={({ target }) => setPercents(target.value)} />
      </Named>
      <button type="submit" className="button" disabled={change.isPending}>
        Save
      </button>
      <span role="status">{change.isSuccess && 'Saved.'}</span>
      {change.error && <ErrorSaid error={change.error} />}
    </form>
  );
}

const Alerts = ({ projectId }: { projectId: string }) => (
  <Awaited query={useQuery(alertsOf(projectId))}>
    {(alerts) =>
      alerts.length > 0 && (
        <ul>
          {alerts.map(({ id, percent, month, created_at }) => (
            <li key={id}>
              {percent} % of the cap of {month}: <Time seconds={created_at} />
            </li>
          ))}
        </ul>
      )
    }
  </Awaited>
);
