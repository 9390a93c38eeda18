import {
  type LlamaContextSequence,
  type LlamaGrammar,
  LlamaGrammarEvaluationState,
  type Token,
} from 'node-llama-cpp';
import { beforeStop } from './stop-strings.ts';
import type { TokenText } from './token-text.ts';

export type Sampling = {
  maxTokens: number;
  temperature: number;
  topP: number;
  /** From 0 to 2^32 - 1. */
  seed: number;
  frequencyPenalty: number;
  presencePenalty: number;
  stops: readonly string[];
  grammar: LlamaGrammar | undefined;
  text: TokenText;
};

export type Generated = { text: string; finishReason: 'stop' | 'length' };

/**
 * Writes on after `prompt` in an empty sequence, until the model ends, a stop string is met or `maxTokens` is
 * reached. `onText` is told, after each token, the text so far that will not change any more. Throws the signal's
 * reason within a token of its abort.
 */
export async function generate(
  sequence: LlamaContextSequence,
  prompt: Token[],
  sampling: Sampling,
  { signal, onText }: { signal?: AbortSignal | undefined; onText(text: string): void },
): Promise<Generated> {
  const { model } = sequence;
  const { grammar, stops, maxTokens, text } = sampling;
  const written: Token[] = [];
  const whole = () => beforeStop(text.of(written), stops).text;
  await sequence.clearHistory();
  const tokens = sequence.evaluate(prompt, {
    temperature: sampling.temperature,
    topP: sampling.topP,
    seed: sampling.seed,
    yieldEogToken: true,
    ...(penalised(sampling) && { repeatPenalty: penaltyOf(sampling, written) }),
    ...(grammar && { grammarEvaluationState: new LlamaGrammarEvaluationState({ model, grammar }) }),
  });
  for await (const token of tokens) {
    signal?.throwIfAborted();
    if (model.isEogToken(token)) return { text: whole(), finishReason: 'stop' };
    written.push(token);
    const settled = beforeStop(text.of(written), stops, text.unsettled);
    if (settled.stopped) return { text: settled.text, finishReason: 'stop' };
    onText(settled.text);
    if (written.length >= maxTokens) break;
  }
  return { text: whole(), finishReason: 'length' };
}

const penalised = ({ frequencyPenalty, presencePenalty }: Sampling) =>
  frequencyPenalty !== 0 || presencePenalty !== 0;

/** OpenAI's: of the tokens written so far in this answer. */
const penaltyOf = ({ frequencyPenalty, presencePenalty }: Sampling, written: Token[]) => ({
  punishTokens: () => written,
  penalty: 1,
  frequencyPenalty,
  presencePenalty,
});
