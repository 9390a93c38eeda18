import {
  type ChatHistoryItem,
  getLlama,
  getModuleVersion,
  type Llama,
  LlamaChat,
  type LlamaGrammar,
  LlamaLogLevel,
} from 'node-llama-cpp';
import { getModel } from '../../shared/catalogue.ts';
import { type ChatBody, parseChatBody, textOf } from './chat-body.ts';
import { chatReply } from './chat-reply.ts';
import type { Clock, Engine, EngineReply, RequestBody } from './engine.ts';
import { InvalidRequest, refusingInvalid } from './invalid-request.ts';
import { fileAt, readModelFiles } from './model-file.ts';

const model = 'parkade-dictionary-1';
const { contextTokens, defaultOutputTokens } = getModel(model).limits;

/** Runs parkade-dictionary-1 in llama.cpp on one thread, greedily unless a temperature is asked for. */
export async function openChat(options: { now: Clock; folder?: string | undefined }): Promise<Engine> {
  const weights = fileAt(await readModelFiles(model, options.folder), 0);
  const version = await getModuleVersion();
  // Its threads spin: a second one on a busy machine makes it a hundred times slower.
  const llama = await getLlama({ build: 'never', gpu: false, maxThreads: 1, logLevel: LlamaLogLevel.error });
  const loaded = await llama.loadModel({ modelPath: weights.path });
  const context = await loaded.createContext({ contextSize: contextTokens, threads: 1 });
  const sequence = context.getSequence();
  const chat = new LlamaChat({ contextSequence: sequence });

  function refuseOverlong(history: ChatHistoryItem[], outputTokens: number) {
    const chatHistory: ChatHistoryItem[] = [...history, { type: 'model', response: [] }];
    const { contextText } = chat.chatWrapper.generateContextState({ chatHistory });
    const inputTokens = contextText.tokenize(loaded.tokenizer).length;
    // llama.cpp would drop the beginning of the conversation instead.
    if (inputTokens + outputTokens > contextTokens)
      throw new InvalidRequest(
        'context_length_exceeded',
        `${inputTokens} tokens of messages and ${outputTokens} of answer are over the ${contextTokens} of '${model}'.`,
        'messages',
      );
  }

  async function answer(body: RequestBody, signal?: AbortSignal): Promise<EngineReply> {
    const parsed = parseChatBody(body, model);
    const history = historyOf(parsed);
    const maxTokens = parsed.max_completion_tokens ?? parsed.max_tokens ?? defaultOutputTokens;
    refuseOverlong(history, maxTokens);
    const grammar = await grammarOf(llama, parsed.response_format);
    // Each request starts from nothing: its answer does not depend on those before it.
    await sequence.clearHistory();
    const before = sequence.tokenMeter.getState();
    const { response, metadata } = await chat.generateResponse(history, {
      maxTokens,
      temperature: parsed.temperature ?? 0,
      topP: parsed.top_p ?? 1,
      seed: parsed.seed ?? 0,
      customStopTriggers: [parsed.stop ?? []].flat(),
      ...(grammar && { grammar }),
      ...(signal && { signal }),
    });
    const used = sequence.tokenMeter.diff(before);
    return chatReply(body, {
      model,
      content: response,
      finishReason: metadata.stopReason === 'maxTokens' ? 'length' : 'stop',
      units: { inputTokens: used.usedInputTokens, outputTokens: used.usedOutputTokens, pages: 0 },
      createdAt: options.now(),
    });
  }

  return {
    model,
    name: `node-llama-cpp ${version}`,
    modelSha256: weights.sha256,
    run: (body, signal) => refusingInvalid(() => answer(body, signal)),
    close: () => llama.dispose(),
  };
}

function historyOf({ messages }: ChatBody): ChatHistoryItem[] {
  if (messages.at(-1)?.role !== 'user')
    throw new InvalidRequest('invalid_value', 'The last message must be from the user.', 'messages');
  return messages.map(({ role, content }, index): ChatHistoryItem => {
    const text = textOf(content, index);
    if (role === 'assistant') return { type: 'model', response: [text] };
    return { type: role === 'user' ? 'user' : 'system', text };
  });
}

/** Every listed property is written, required or not: node-llama-cpp's grammar knows no optional ones. */
async function grammarOf(
  llama: Llama,
  format: ChatBody['response_format'],
): Promise<LlamaGrammar | undefined> {
  if (!format || format.type === 'text') return undefined;
  if (format.type === 'json_object') return llama.getGrammarFor('json');
  refuseDanglingReferences(format.json_schema.schema);
  try {
    return await llama.createGrammarForJsonSchema(format.json_schema.schema);
  } catch (error) {
    throw new InvalidRequest(
      'invalid_value',
      `No grammar can be made from this schema: ${error instanceof Error ? error.message : error}`,
      'response_format.json_schema.schema',
    );
  }
}

/** node-llama-cpp would print the reference, which is a customer's text, and go on with any value at all. */
function refuseDanglingReferences(schema: object) {
  const definitions: unknown = '$defs' in schema ? schema.$defs : undefined;
  const known = Object.keys(definitions ?? {}).map((name) => `#/$defs/${name}`);
  JSON.stringify(schema, (key, value) => {
    if (key === '$ref' && !known.includes(value))
      throw new InvalidRequest(
        'invalid_value',
        "A '$ref' must point to one of the schema's '#/$defs/'.",
        'response_format.json_schema.schema',
      );
    return value;
  });
}
