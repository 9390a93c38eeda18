import type { Engine } from '../../agent/engines/engine.ts';

/**
 * An engine that says `words` one by one, each when `mayGoOn` lets it: a stand-in for a model that takes its time, so
 * that a test decides what happens between two words.
 */
export function scriptedEngine(
  model: string,
  words: readonly string[],
  mayGoOn: (wordNo: number, signal: AbortSignal | undefined) => Promise<unknown>,
): Engine {
  return {
    model,
    name: 'scripted',
    // Receipts name the model's own file.
    modelSha256: '4e36492c9817a0fea0a4030c0d8653de377ed68f5cc15bf3a09774ef80db3048',
    run: async (_body, signal, onChoice) => {
      for (const [wordNo, word] of words.entries()) {
        await mayGoOn(wordNo, signal);
        signal?.throwIfAborted();
        onChoice?.({ index: 0, delta: { content: word } });
      }
      const tokens = { prompt_tokens: 3, completion_tokens: words.length, total_tokens: 3 + words.length };
      return {
        status: 200,
        body: {
          id: 'chatcmpl-scripted',
          object: 'chat.completion',
          created: 1,
          model,
          choices: [
            {
              index: 0,
              message: { role: 'assistant', content: words.join(''), refusal: null },
              logprobs: null,
              finish_reason: 'stop',
            },
          ],
          usage: tokens,
        },
        units: { inputTokens: 3, outputTokens: words.length, pages: 0 },
      };
    },
    close: async () => undefined,
  };
}
