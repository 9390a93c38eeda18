import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { dataOf, ownerApi, reach } from '../../../api/client.ts';
import { ApiFailure } from '../../../api/failure.ts';
import { Named } from '../../../parts/named.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import { download } from '../../../table/download.ts';

type Kind = 'csv' | 'json';

/** The same address answers with either, as it is asked to. */
async function statementText(month: string, kind: Kind): Promise<string> {
  if (kind === 'json') {
    const params = { path: { month } };
    const statement = dataOf(await ownerApi.GET('/v1/owner/statements/{month}', { params }));
    return JSON.stringify(statement, null, 2);
  }
  const path = `/v1/owner/statements/${encodeURIComponent(month)}`;
  const reply = await reach(new Request(path, { headers: { accept: 'text/csv' } }));
  if (!reply.ok) throw new ApiFailure(reply, await reply.json());
  return reply.text();
}

export function Statements() {
  const [month, setMonth] = useState(() => new Date().toISOString().slice(0, 7));
  const fetched = useMutation({
    mutationFn: async (kind: Kind) =>
      download(
        `parkade-statement-${month}.${kind}`,
        await statementText(month, kind),
        kind === 'csv' ? 'text/csv' : 'application/json',
      ),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    fetched.mutate('csv');
  };
  return (
    <section className="part" aria-labelledby="statements">
      <h2 id="statements">Statements</h2>
      <form className="row" onSubmit={submit}>
        <Named name="Month (UTC), such as 2027-01">
          <input
            className="field"
            required
            pattern="20\d\d-(0[1-9]|1[0-2])"
            value={month}
            onChange={({ target }) => setMonth(target.value)}
          />
        </Named>
        <button type="submit" className="button" disabled={fetched.isPending}>
          Save CSV
        </button>
        <button
          type="button"
          className="button"
          disabled={fetched.isPending}
          onClick={() => fetched.mutate('json')}
        >
          Save signed JSON
        </button>
      </form>
      {fetched.error && <ErrorSaid error={fetched.error} />}
    </section>
  );
}
