import type { seeded } from '../support/seeded.ts';
import { chatModel, embedModel } from './agents.ts';
import { answerTo, vectorOf } from './deterministic-engine.ts';

type Random = ReturnType<typeof seeded>;

/** A request of a batch, and what it must be answered with: a chat's text, or an embedding's numbers as JSON. */
export type Expected = { customId: string; answer: string };

export type BatchInput = {
  /** In the batch's metadata: by it a customer finds a batch whose answer was lost. */
  name: string;
  endpoint: '/v1/chat/completions' | '/v1/embeddings';
  lines: string;
  expected: readonly Expected[];
};

const linesMost = 9;

/** A small batch; every text is another, so that no answer can stand for another request's. */
export function batchInput(name: string, random: Random): BatchInput {
  const isChat = random(2) === 0;
  const texts = Array.from({ length: 2 + random(linesMost - 1) }, (_, no) => `${name} asks ${no}`);
  const requests = texts.map((text, no) => ({ customId: `${name}-${no}`, text }));
  const url = isChat ? '/v1/chat/completions' : '/v1/embeddings';
  const lines = requests.map(({ customId, text }) =>
    JSON.stringify({
      custom_id: customId,
      method: 'POST',
      url,
      body: isChat ? chatBody(text) : { model: embedModel, input: text },
    }),
  );
  const expected = requests.map(({ customId, text }) => ({
    customId,
    answer: isChat ? answerTo(text) : JSON.stringify(vectorOf(text)),
  }));
  return { name, endpoint: url, lines: lines.join('\n'), expected };
}

export const chatBody = (text: string) => ({
  model: chatModel,
  messages: [{ role: 'user' as const, content: text }],
  temperature: 0,
  max_tokens: 48,
});
