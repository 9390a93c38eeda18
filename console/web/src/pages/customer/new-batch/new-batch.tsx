import '../../../styles/page.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { api, dataOf } from '../../../api/client.ts';
import { Awaited } from '../../../said/awaited.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import { Loading } from '../../../said/loading.tsx';
import { PageHead } from '../../page-head.tsx';
import { type Quote, quoteOf, textOf, upload } from '../batch-queries.ts';
import { BadLines } from './bad-lines.tsx';
import { DropFile } from './drop-file.tsx';
import { Offers } from './offers.tsx';

type Input = { name: string; text: string };

/** A file becomes a quote, and a quote a batch: the address names the quote, so that it can be come back to. */
export function NewBatch() {
  const { quote } = useSearch({ from: '/customer/new-batch' });
  const check = useCheck();
  return (
    <>
      <PageHead
        title="New batch"
        says="A file of requests, one a line: what it costs is said before it runs."
      />
      <DropFile take={(name, text) => check.mutate({ name, text })} />
      <div aria-live="polite" className="part">
        {check.isPending && <Loading />}
        {check.error && <ErrorSaid error={check.error} />}
      </div>
      {quote && !check.isPending && (
        <Checked quoteId={quote} again={(text) => check.mutate({ name: 'mended.jsonl', text })} />
      )}
    </>
  );
}

function useCheck() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async ({ name, text }: Input) => {
      const fileId = await upload(name, text);
      // What was just chosen here need not come back from the market.
      queries.setQueryData(textOf(fileId).queryKey, text);
      const body = { input_file_id: fileId, endpoint: endpointOf(text) };
      return dataOf(await api.POST('/v1/quotes', { body }));
    },
    onSuccess: (quote) => {
      queries.setQueryData(quoteOf(quote.id).queryKey, quote);
      void navigate({ to: '/customer/new-batch', search: { quote: quote.id } });
    },
  });
}

/** As most lines say; those that say otherwise are among what the market finds wrong. */
function endpointOf(text: string): Quote['endpoint'] {
  const count = (endpoint: string) => text.split(`"${endpoint}"`).length;
  return count('/v1/chat/completions') > count('/v1/embeddings') ? '/v1/chat/completions' : '/v1/embeddings';
}

const Checked = ({ quoteId, again }: { quoteId: string; again: (text: string) => void }) => (
  <Awaited query={useQuery(quoteOf(quoteId))}>
    {(quote) => (quote.errors ? <Wrong quote={quote} again={again} /> : <Offers quote={quote} />)}
  </Awaited>
);

const Wrong = ({ quote, again }: { quote: Quote; again: (text: string) => void }) => (
  <Awaited query={useQuery({ ...textOf(quote.input_file_id ?? ''), enabled: quote.input_file_id !== null })}>
    {(text) => quote.errors && <BadLines key={quote.id} errors={quote.errors} text={text} again={again} />}
  </Awaited>
);
