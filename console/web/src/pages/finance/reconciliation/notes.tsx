import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { dataOf, financeApi } from '../../../api/client.ts';
import { Time } from '../../../format/shown.tsx';
import { Named } from '../../../parts/named.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import type { Exception } from './queries.ts';

/** What people, and reconciliations themselves, wrote about it. */
export const Notes = ({ exception: { id, notes } }: { exception: Exception }) => (
  <section className="part" aria-labelledby="notes">
    <h2 id="notes">Notes</h2>
    {notes.length === 0 && <p className="soft">None yet.</p>}
    <dl className="facts">
      {notes.map(({ by, at, text }) => [
        <dt key={`${at} ${text} by`}>
          {by}, <Time seconds={at / 1_000} />
        </dt>,
        <dd key={`${at} ${text}`}>{text}</dd>,
      ])}
    </dl>
    <NewNote exceptionId={id} />
  </section>
);

function NewNote({ exceptionId }: { exceptionId: string }) {
  const [text, setText] = useState('');
  const queries = useQueryClient();
  const write = useMutation({
    mutationFn: async () =>
      dataOf(
        await financeApi.POST('/v1/finance/exceptions/{exception_id}/notes', {
          params: { path: { exception_id: exceptionId } },
          body: { text },
        }),
      ),
    onSuccess: async () => {
      setText('');
      await queries.invalidateQueries({ queryKey: ['finance'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    write.mutate();
  };
  return (
    <form className="row" onSubmit={submit}>
      <Named name="A note">
        <input
          className="field"
          required
          maxLength={2_000}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </Named>
      <button type="submit" className="button" disabled={write.isPending}>
        Write it down
      </button>
      {write.error && <ErrorSaid error={write.error} />}
    </form>
  );
}
