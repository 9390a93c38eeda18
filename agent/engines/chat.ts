import {
  type ChatHistoryItem,
  getLlama,
  getModuleVersion,
  type Llama,
  type LlamaGrammar,
  LlamaLogLevel,
  LlamaText,
  resolveChatWrapper,
  type Token,
} from 'node-llama-cpp';
import { getModel } from '../../shared/catalogue.ts';
import { type ChatRequest, chatRequest } from '../../shared/chat-request.ts';
import { emptyTranscript, extended, restBetween, type Transcript } from '../../shared/chat-stream.ts';
import { answerGrammar, type CallMarks, readAnswer } from './answer-grammar.ts';
import { functionsOf, historyOf } from './chat-prompt.ts';
import { type Choice, chatReply, toolCallId } from './chat-reply.ts';
import type { Clock, Engine, EngineReply, OnChoice, RequestBody } from './engine.ts';
import { type Generated, generate, type Sampling } from './generate.ts';
import { InvalidRequest, refuseOtherModel, refusingInvalid } from './invalid-request.ts';
import { refuseBrokenSchema } from './kept-schema.ts';
import { fileAt, type ModelPlace, readModelFiles } from './model-file.ts';
import { exactText, needsExactText, tidyText } from './token-text.ts';

const model = 'parkade-dictionary-1';
const { contextTokens } = getModel(model).limits;

/** Runs parkade-dictionary-1 in llama.cpp on one thread, greedily unless a temperature is asked for. */
export async function openChat(options: ModelPlace & { now: Clock }): Promise<Engine> {
  const weights = fileAt(await readModelFiles(model, options), 0);
  const version = await getModuleVersion();
  // Its threads spin: a second one on a busy machine makes it a hundred times slower.
  const llama = await getLlama({ build: 'never', gpu: false, maxThreads: 1, logLevel: LlamaLogLevel.error });
  const loaded = await llama.loadModel({ modelPath: weights.path });
  const context = await loaded.createContext({ contextSize: contextTokens, threads: 1 });
  const sequence = context.getSequence();
  const chatWrapper = resolveChatWrapper(loaded);
  const marks = marksOf(chatWrapper.settings.functions.call);

  function promptOf(chat: ChatRequest): Token[] {
    const chatHistory: ChatHistoryItem[] = historyOf(chat, marks);
    const availableFunctions = functionsOf(chat);
    const { contextText } = chatWrapper.generateContextState({
      chatHistory,
      ...(availableFunctions && { availableFunctions, documentFunctionParams: false }),
    });
    const prompt = contextText.tokenize(loaded.tokenizer);
    refuseOverlong(prompt.length, chat.outputTokens);
    return prompt;
  }

  async function answer(body: RequestBody, signal?: AbortSignal, onChoice?: OnChoice): Promise<EngineReply> {
    const chat = chatRequest(body);
    refuseOtherModel(chat.model.id, model);
    const prompt = promptOf(chat);
    const writing = {
      grammar: await grammarOf(llama, chat, marks),
      text: needsExactText(chat) ? exactText(loaded) : tidyText(loaded),
    };
    const before = sequence.tokenMeter.getState();
    const choices: Choice[] = [];
    let inputTokens = 0;
    for (let index = 0; index < chat.choices; index++) {
      const teller = choiceTeller({ index, marks, chat, callId: toolCallId(body, index), onChoice });
      const generated = await generate(
        sequence,
        prompt,
        { ...samplingOf(chat, index), ...writing },
        {
          signal,
          onText: teller.tell,
        },
      );
      choices.push(teller.end(generated));
      inputTokens ||= sequence.tokenMeter.diff(before).usedInputTokens;
    }
    const { usedOutputTokens } = sequence.tokenMeter.diff(before);
    return chatReply(body, {
      model,
      choices,
      units: { inputTokens, outputTokens: usedOutputTokens, pages: 0 },
      createdAt: options.now(),
    });
  }

  return {
    model,
    name: `node-llama-cpp ${version}`,
    modelSha256: weights.sha256,
    run: (body, signal, onChoice) => refusingInvalid(() => answer(body, signal, onChoice)),
    close: () => llama.dispose(),
  };
}

/** llama.cpp would drop the beginning of the conversation instead. */
function refuseOverlong(inputTokens: number, outputTokens: number) {
  if (inputTokens + outputTokens > contextTokens)
    throw new InvalidRequest(
      'context_length_exceeded',
      `${inputTokens} tokens of messages and ${outputTokens} of answer are over the ${contextTokens} of '${model}'.`,
      'messages',
    );
}

type WrittenMarks = {
  prefix: string | LlamaText;
  paramsPrefix: string | LlamaText;
  suffix: string | LlamaText;
};

const marksOf = ({ prefix, paramsPrefix, suffix }: WrittenMarks): CallMarks => ({
  prefix: LlamaText(prefix).toString(),
  open: LlamaText(paramsPrefix).toString(),
  close: LlamaText(suffix).toString(),
});

async function grammarOf(
  llama: Llama,
  chat: ChatRequest,
  marks: CallMarks,
): Promise<LlamaGrammar | undefined> {
  const grammar = answerGrammar(chat, marks);
  return grammar === undefined ? undefined : await llama.createGrammar({ grammar });
}

function samplingOf(
  { request, outputTokens }: ChatRequest,
  index: number,
): Omit<Sampling, 'grammar' | 'text'> {
  return {
    maxTokens: outputTokens,
    temperature: request.temperature ?? 0,
    topP: request.top_p ?? 1,
    seed: seedOf(request.seed ?? 0, index),
    frequencyPenalty: request.frequency_penalty ?? 0,
    presencePenalty: request.presence_penalty ?? 0,
    stops: [request.stop ?? []].flat(),
  };
}

/** Choices of one seed are far apart, so that those of the next seed are others. llama.cpp takes 32 bits. */
const seedOf = (seed: number, index: number) => (((seed % 2 ** 32) + index * 0x9e37_79b1) % 2 ** 32) >>> 0;

type Told = {
  index: number;
  marks: CallMarks;
  chat: ChatRequest;
  callId: string;
  onChoice: OnChoice | undefined;
};

/** Tells the pieces of one choice as its text grows, and makes its message at the end. */
function choiceTeller({ index, marks, chat, callId, onChoice }: Told) {
  const mayCall = chat.tools.length > 0;
  let sent: Transcript = emptyTranscript;

  const read = (text: string, ended: boolean) =>
    mayCall ? readAnswer(text, marks, ended) : { content: text, call: undefined };

  function tellUpTo(text: string, ended: boolean) {
    const { content, call } = read(text, ended);
    const toolCalls = call ? [{ id: callId, ...call }] : [];
    const { diverged, choices } = restBetween(sent, new Map([[index, { content, toolCalls }]]), 'whole');
    if (diverged) throw new Error('A text changed after it was told.');
    for (const choice of choices) {
      sent = extended(sent, choice);
      onChoice?.(choice);
    }
  }

  return {
    tell: (text: string) => tellUpTo(text, false),
    end({ text, finishReason }: Generated): Choice {
      const { content, call } = read(text, true);
      if (finishReason === 'stop') refuseBrokenSchema(chat.request, { content, calls: call ? [call] : [] });
      tellUpTo(text, true);
      if (!call) return { content, finishReason };
      const toolCalls = [{ id: callId, type: 'function' as const, function: call }];
      return {
        content: null,
        toolCalls,
        finishReason: finishReason === 'stop' ? 'tool_calls' : finishReason,
      };
    },
  };
}
