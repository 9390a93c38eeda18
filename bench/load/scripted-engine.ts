import { createHash } from 'node:crypto';
import type { Engine } from '../../agent/engines/engine.ts';
import { getModel } from '../../shared/catalogue.ts';

export const scriptedModel = 'parkade-embed-1';
const dimensions = 128;

/** A vector that follows from the text's hash, of the real one's length: it costs nothing, and checks agree on it. */
export const scriptedEngine = (): Engine => ({
  model: scriptedModel,
  name: 'scripted',
  modelSha256: getModel(scriptedModel).files[0]?.sha256 ?? '',
  async run({ input }) {
    const inputTokens = Math.max(1, Math.floor(String(input).length / 8));
    return {
      status: 200,
      body: {
        object: 'list',
        data: [{ object: 'embedding', index: 0, embedding: vectorOf(String(input)) }],
        model: scriptedModel,
        usage: { prompt_tokens: inputTokens, total_tokens: inputTokens },
      },
      units: { inputTokens, outputTokens: 0, pages: 0 },
    };
  },
  close: async () => undefined,
});

function vectorOf(text: string): number[] {
  const hash = createHash('sha512').update(text).digest();
  return Array.from({ length: dimensions }, (_, at) => (hash.readUInt8(at % hash.length) - 127.5) / 1_443);
}
