import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import { Named } from '../../parts/named.tsx';
import { SecretOnce } from '../../parts/secret-once.tsx';
import { ErrorSaid } from '../../said/error-said.tsx';
import { apiKeys, projects } from './account-queries.ts';

/** What is asked for is all that a key may do: work, or looking on. */
const kinds = {
  work: { name: 'Send work and fetch results', scopes: undefined },
  look: { name: 'Read only', scopes: ['files.read', 'batches.read', 'usage.read', 'billing.read'] },
} as const;
type Kind = keyof typeof kinds;

const isKind = (text: string): text is Kind => text in kinds;

export function NewKey() {
  const [name, setName] = useState('');
  const [kind, setKind] = useState<Kind>('work');
  const [projectId, setProjectId] = useState('');
  const make = useMakeKey();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate({ name, kind, projectId });
  };
  return (
    <>
      <form className="row" onSubmit={submit}>
        <Named name="Name of a new key">
          <input className="field" required value={name} onChange={({ target }) => setName(target.value)} />
        </Named>
        <Named name="It may">
          <select
            className="field"
            value={kind}
            onChange={({ target }) => isKind(target.value) && setKind(target.value)}
          >
            {Object.entries(kinds).map(([id, each]) => (
              <option key={id} value={id}>
                {each.name}
              </option>
            ))}
          </select>
        </Named>
        <ProjectChoice projectId={projectId} choose={setProjectId} />
        <button type="submit" className="button" data-kind="first" disabled={make.isPending}>
          Make key
        </button>
      </form>
      {make.error && <ErrorSaid error={make.error} />}
      {make.data?.value && <SecretOnce title="Your new key" secret={make.data.value} close={make.reset} />}
    </>
  );
}

function useMakeKey() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ name, kind, projectId }: { name: string; kind: Kind; projectId: string }) => {
      const { scopes } = kinds[kind];
      const body = {
        name,
        ...(scopes && { scopes: [...scopes] }),
        ...(projectId && { project_id: projectId }),
      };
      return dataOf(await api.POST('/v1/api_keys', { body }));
    },
    // The secret stays in this page's memory no longer than it is shown.
    gcTime: 0,
    onSuccess: () => queries.invalidateQueries({ queryKey: apiKeys.queryKey }),
  });
}

function ProjectChoice({ projectId, choose }: { projectId: string; choose: (projectId: string) => void }) {
  const { data = [] } = useQuery(projects);
  return (
    <Named name="Counted in">
      <select className="field" value={projectId} onChange={({ target }) => choose(target.value)}>
        <option value="">The whole organisation</option>
        {data
          .filter(({ status }) => status === 'active')
          .map(({ id, name }) => (
            <option key={id} value={id}>
              Project {name} alone
            </option>
          ))}
      </select>
    </Named>
  );
}
