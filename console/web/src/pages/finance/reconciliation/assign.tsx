import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { dataOf, financeApi } from '../../../api/client.ts';
import { Named } from '../../../parts/named.tsx';
import { Awaited } from '../../../said/awaited.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import { colleagues, type Exception } from './queries.ts';

/** Who looks after it. */
export function Assign({ exception: { id, assignee } }: { exception: Exception }) {
  const queries = useQueryClient();
  const assign = useMutation({
    mutationFn: async (to: string | null) =>
      dataOf(
        await financeApi.PATCH('/v1/finance/exceptions/{exception_id}', {
          params: { path: { exception_id: id } },
          body: { assignee: to },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['finance'] }),
  });
  return (
    <Awaited query={useQuery(colleagues)}>
      {(people) => (
        <section className="part" aria-label="Who looks after it">
          <Named name="Looked after by">
            <select
              className="field"
              value={assignee ?? ''}
              disabled={assign.isPending}
              onChange={({ target }) => assign.mutate(target.value || null)}
            >
              <option value="">nobody</option>
              {people.map((person) => (
                <option key={person.id} value={person.id}>
                  {person.name}
                </option>
              ))}
            </select>
          </Named>
          {assign.error && <ErrorSaid error={assign.error} />}
        </section>
      )}
    </Awaited>
  );
}
