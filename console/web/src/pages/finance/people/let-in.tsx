import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { dataOf, financeApi } from '../../../api/client.ts';
import { Named } from '../../../parts/named.tsx';
import { SecretOnce } from '../../../parts/secret-once.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import type { Person } from '../book-queries.ts';

type Right = Person['may'][number];
/** Reading goes with each. */
const rights = {
  make: 'Make',
  approve: 'Approve',
  people: 'Let people in',
} as const satisfies Partial<Record<Right, string>>;
const rightNames = Object.keys(rights) as (keyof typeof rights)[];

type Wanted = { name: string; email: string; may: Right[] };
const nobody: Wanted = { name: '', email: '', may: ['read'] };

export function LetIn() {
  const [wanted, setWanted] = useState(nobody);
  const queries = useQueryClient();
  const letIn = useMutation({
    mutationFn: async (body: Wanted) => dataOf(await financeApi.POST('/v1/finance/people', { body })),
    // The secret stays in this page's memory no longer than it is shown.
    gcTime: 0,
    onSuccess: () => {
      setWanted(nobody);
      return queries.invalidateQueries({ queryKey: ['finance', 'people'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    letIn.mutate(wanted);
  };
  const field = (name: 'name' | 'email', words: string) => (
    <Named name={words}>
      <input
        className="field"
        type={name === 'email' ? 'email' : 'text'}
        required
        maxLength={200}
        value={wanted[name]}
        onChange={({ target }) => setWanted({ ...wanted, [name]: target.value })}
      />
    </Named>
  );
  return (
    <>
      <form className="row" onSubmit={submit}>
        {field('name', 'Name')}
        {field('email', 'E-mail')}
        <Rights of={wanted.may} choose={(may) => setWanted({ ...wanted, may })} />
        <button type="submit" className="button" data-kind="first" disabled={letIn.isPending}>
          Let in
        </button>
      </form>
      {letIn.error && <ErrorSaid error={letIn.error} />}
      {letIn.data && (
        <SecretOnce title={`The key of ${letIn.data.name}`} secret={letIn.data.api_key} close={letIn.reset} />
      )}
    </>
  );
}

const Rights = ({ of: may, choose }: { of: Right[]; choose: (may: Right[]) => void }) => (
  <fieldset className="row plain">
    <legend>May read, and once another confirmed it</legend>
    {rightNames.map((right) => (
      <label key={right}>
        <input
          type="checkbox"
          checked={may.includes(right)}
          onChange={({ target }) =>
            choose(target.checked ? [...may, right] : may.filter((each) => each !== right))
          }
        />{' '}
        {rights[right]}
      </label>
    ))}
  </fieldset>
);
