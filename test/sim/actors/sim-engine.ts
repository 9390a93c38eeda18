import type { Engine } from '../../../agent/engines/engine.ts';
import { createEngines, type Engines } from '../../../agent/engines/engines.ts';
import { getModel } from '../../../shared/catalogue.ts';
import { hashOf, type Random } from '../world/random.ts';

/** How an engine lies about a request, if it does. */
type Lie = { wrong?: boolean; inflated?: boolean };

type Options = {
  models: readonly string[];
  /** How long a request takes. */
  random: Random;
  millisMax: number;
  /** Asked before each answer. */
  lie: () => Lie | undefined;
  /** Called when a request is done. */
  finished: () => void;
};

/** Engines that answer as a script says: the same body gives the same answer on each honest car. */
export const simEngines = (options: Options): Engines =>
  createEngines(
    Object.fromEntries(options.models.map((model) => [model, async () => simEngine(model, options)])),
  );

function simEngine(id: string, { random, millisMax, lie, finished }: Options): Engine {
  const model = getModel(id);
  return {
    model: id,
    name: 'simulated',
    modelSha256: model.files[0]?.sha256 ?? '',
    async run(body, signal, onChoice) {
      await passes(1 + random.below(millisMax), signal);
      const isChat = model.kind === 'chat';
      const { answer, units } = toldOf(textOf(body), isChat, lie());
      for (const word of isChat && onChoice ? answer.split(/(?<= )/) : []) {
        onChoice?.({ index: 0, delta: { content: word } });
        await passes(random.below(300), signal);
      }
      finished();
      return {
        status: 200,
        body: isChat ? chatOf(id, answer, units) : vectorOf(id, answer, units),
        units,
        cpuMillis: 1,
      };
    },
    close: async () => undefined,
  };
}

function toldOf(text: string, isChat: boolean, lie: Lie | undefined) {
  const tokens = 1 + Math.ceil(text.length / 6);
  return {
    answer: lie?.wrong ? `${answerTo(text)}, or not` : answerTo(text),
    units: {
      inputTokens: lie?.inflated ? tokens * 1_000 : tokens,
      outputTokens: isChat ? 3 : 0,
      pages: 0,
    },
  };
}

/** What every honest car answers to a text. */
const answerTo = (text: string): string => `re ${(hashOf(text) >>> 0).toString(36)} it is`;

type Body = { choices?: { message?: { content?: unknown } }[]; data?: { embedding?: readonly number[] }[] };

/** Whether this is what an honest car answers to a text. */
export function isAnswerTo(text: string, { choices, data }: Body): boolean {
  const right = answerTo(text);
  if (choices) return choices[0]?.message?.content === right;
  return String(data?.[0]?.embedding) === String(embeddingOf(right));
}

type Units = { inputTokens: number; outputTokens: number };

const usageOf = ({ inputTokens, outputTokens }: Units) => ({
  prompt_tokens: inputTokens,
  completion_tokens: outputTokens,
  total_tokens: inputTokens + outputTokens,
});

const chatOf = (model: string, content: string, units: Units) => ({
  id: 'chatcmpl-simulated',
  object: 'chat.completion',
  created: 1,
  model,
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content, refusal: null },
      logprobs: null,
      finish_reason: 'stop',
    },
  ],
  usage: usageOf(units),
});

/** As far from another answer's as cosines can tell. */
function embeddingOf(answer: string): number[] {
  const seed = hashOf(answer);
  return Array.from({ length: 8 }, (_, at) => ((seed >>> (4 * at)) & 15) - 7.5);
}

const vectorOf = (model: string, answer: string, units: Units) => ({
  object: 'list',
  data: [{ object: 'embedding', index: 0, embedding: embeddingOf(answer) }],
  model,
  usage: { prompt_tokens: units.inputTokens, total_tokens: units.inputTokens },
});

type Asked = { input?: unknown; messages?: readonly { content?: unknown }[] };

const textOf = ({ input, messages }: Asked): string => String(input ?? messages?.at(-1)?.content ?? '');

/** So many milliseconds of virtual time, unless `signal` ends it first. */
export function passes(millis: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const aborted = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', aborted);
      resolve();
    }, millis);
    signal?.addEventListener('abort', aborted, { once: true });
  });
}
