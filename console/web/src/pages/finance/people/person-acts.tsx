import { dataOf, financeApi } from '../../../api/client.ts';
import { ActButton } from '../../../parts/act-button.tsx';
import type { Person } from '../book-queries.ts';

const path = '/v1/finance/people/{person_id}';

/** Shown to who let them in as well: the API refuses, and says why. */
export function PersonActs({ person: { id, name, asked } }: { person: Person }) {
  const params = { path: { person_id: id } };
  return (
    <div className="row">
      {asked.length > 0 && (
        <ActButton
          does="Confirm"
          to={name}
          act={async () => dataOf(await financeApi.POST(`${path}/approve`, { params }))}
          changes={['finance', 'people']}
        />
      )}
      <ActButton
        does="Remove"
        to={name}
        act={async () => dataOf(await financeApi.DELETE(path, { params }))}
        changes={['finance', 'people']}
        warning={<p>Their key is refused from the next call on. The audit trail goes on naming them.</p>}
      />
    </div>
  );
}
