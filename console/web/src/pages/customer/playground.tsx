import '../../styles/page.css';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { Awaited } from '../../said/awaited.tsx';
import { PageHead } from '../page-head.tsx';
import { models } from './account-queries.ts';
import { Chat } from './playground/chat.tsx';
import { type PlayKind, playKinds } from './playground/kinds.ts';
import type { Model } from './playground/model-choice.tsx';
import { PageImage } from './playground/page-image.tsx';
import { Similarity } from './playground/similarity.tsx';
import { Structured } from './playground/structured.tsx';

const words: Record<PlayKind, string> = {
  chat: 'Chat, streamed',
  structured: 'Structured output',
  similarity: 'Similarity of sentences',
  page: 'Read a page',
};

const parts = { chat: Chat, structured: Structured, similarity: Similarity, page: PageImage };

const readsPages = ({ x_parkade: { prices } }: Model) =>
  Object.values(prices).some((price) => price.per_thousand_pages_micro_usd > 0);

function isFor(kind: PlayKind, model: Model): boolean {
  const endpoint = kind === 'similarity' ? '/v1/embeddings' : '/v1/chat/completions';
  return model.x_parkade.endpoints.includes(endpoint) && readsPages(model) === (kind === 'page');
}

/** Live calls of each kind, run by a vehicle that is parked now, and the same call as code. */
export function CustomerPlayground() {
  const { kind = 'chat' } = useSearch({ from: '/customer/playground' });
  const Part = parts[kind];
  return (
    <>
      <PageHead
        title="Playground"
        says="Live calls, charged as such; each is shown as the code that makes it."
      />
      <nav className="tabs" aria-label="Kinds of calls">
        {playKinds.map((each) => (
          <Link
            key={each}
            to="/customer/playground"
            search={{ kind: each }}
            aria-current={each === kind ? 'page' : undefined}
          >
            {words[each]}
          </Link>
        ))}
      </nav>
      <Awaited query={useQuery(models)}>
        {(all) => <Part key={kind} models={all.filter((model) => isFor(kind, model))} />}
      </Awaited>
    </>
  );
}
