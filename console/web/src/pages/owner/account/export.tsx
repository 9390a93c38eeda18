import { useMutation } from '@tanstack/react-query';
import { dataOf, ownerApi } from '../../../api/client.ts';
import { ErrorSaid } from '../../../said/error-said.tsx';
import { download } from '../../../table/download.ts';

/** All that is stored of the owner, one thing a line. */
async function everything(): Promise<string> {
  const lines: string[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const query = { limit: 200, ...(after && { after }) };
    const page = dataOf(await ownerApi.GET('/v1/owner/export', { params: { query } }));
    lines.push(...page.data.map((each) => JSON.stringify(each)));
    after = page.has_more ? page.last_id : null;
  }
  return `${lines.join('\n')}\n`;
}

export function Export() {
  const fetched = useMutation({
    mutationFn: async () => download('parkade-export.jsonl', await everything(), 'application/jsonl'),
  });
  return (
    <section className="part" aria-labelledby="export">
      <h2 id="export">Everything that is stored of you</h2>
      <p>
        You, your vehicles, charters and consents, beneficiaries, payouts and each entry of your accounts.
        What a car keeps is shown by <code>parkade-agent export</code> in it.
      </p>
      <div className="row">
        <button
          type="button"
          className="button"
          disabled={fetched.isPending}
          onClick={() => fetched.mutate()}
        >
          Export
        </button>
      </div>
      {fetched.error && <ErrorSaid error={fetched.error} />}
    </section>
  );
}
