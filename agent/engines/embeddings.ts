import { Tokenizer } from '@huggingface/tokenizers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { z } from 'zod';
import { getModel } from '../../shared/catalogue.ts';
import type { Engine, EngineReply, RequestBody } from './engine.ts';
import { InvalidRequest, parseBody, refusingInvalid } from './invalid-request.ts';
import { fileAt, packageVersion, readModelFiles } from './model-file.ts';

const model = 'parkade-embed-1';
const dimensions = 128;
/** OpenAI's own limit on texts in a request. */
const maxInputs = 2_048;

const tokens = z.array(z.number().int().min(0)).min(1);
const embeddingsBody = z.strictObject({
  model: z.string(),
  input: z.union([z.string(), tokens, z.array(z.string()).min(1), z.array(tokens).min(1)], {
    error: 'a string, an array of strings, or an array of token numbers, and not empty.',
  }),
  encoding_format: z.enum(['float', 'base64']).optional(),
  dimensions: z.literal(dimensions, { error: `the vectors have ${dimensions} dimensions.` }).optional(),
  user: z.string().optional(),
});

/** Runs parkade-embed-1 in ONNX Runtime on one thread. The same text gives the same bits. */
export async function openEmbeddings(options: { folder?: string | undefined } = {}): Promise<Engine> {
  const files = await readModelFiles(model, options.folder);
  const weights = fileAt(files, 0);
  const tokenizer = new Tokenizer(JSON.parse(fileAt(files, 1).bytes.toString()), {});
  const session = await InferenceSession.create(weights.bytes, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: 3,
  });
  const vocabularySize = tokenizer.get_vocab().size;

  /** One text at a time: no padding, so a vector does not depend on what else was asked. */
  async function embed(ids: readonly number[]): Promise<Float32Array> {
    const shape = [1, ids.length];
    const { sentence_embedding } = await session.run({
      input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), shape),
      attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), shape),
    });
    if (!(sentence_embedding?.data instanceof Float32Array))
      throw new Error(`${weights.path} gave no sentence_embedding of float32.`);
    return sentence_embedding.data;
  }

  async function answer(body: RequestBody, signal?: AbortSignal): Promise<EngineReply> {
    const { input, encoding_format } = parseBody(embeddingsBody, body, model);
    const inputs = inputsOf(input).map((each) => tokenIds(each, tokenizer, vocabularySize));
    const data: unknown[] = [];
    for (const [index, ids] of inputs.entries()) {
      signal?.throwIfAborted();
      const vector = await embed(ids);
      const embedding = encoding_format === 'base64' ? base64(vector) : Array.from(vector);
      data.push({ object: 'embedding', index, embedding });
    }
    const inputTokens = inputs.reduce((sum, ids) => sum + ids.length, 0);
    return {
      status: 200,
      body: {
        object: 'list',
        data,
        model,
        usage: { prompt_tokens: inputTokens, total_tokens: inputTokens },
      },
      units: { inputTokens, outputTokens: 0, pages: 0 },
    };
  }

  return {
    model,
    name: packageVersion('onnxruntime-node'),
    modelSha256: weights.sha256,
    run: (body, signal) => refusingInvalid(() => answer(body, signal)),
    close: () => session.release(),
  };
}

type Input = string | number[];

function inputsOf(input: string | number[] | string[] | number[][]): Input[] {
  if (typeof input === 'string') return [input];
  const inputs: Input[] = isTokens(input) ? [input] : [...input];
  if (inputs.length > maxInputs)
    throw new InvalidRequest('invalid_value', `At most ${maxInputs} inputs a request.`, 'input');
  return inputs;
}

const isTokens = (input: number[] | string[] | number[][]): input is number[] => typeof input[0] === 'number';

function tokenIds(input: Input, tokenizer: Tokenizer, vocabularySize: number): number[] {
  if (input === '') throw new InvalidRequest('invalid_value', 'An input must not be empty.', 'input');
  const ids = typeof input === 'string' ? tokenizer.encode(input).ids : input;
  const { contextTokens } = getModel(model).limits;
  if (ids.length > contextTokens)
    throw new InvalidRequest(
      'context_length_exceeded',
      `An input has ${ids.length} tokens; '${model}' reads at most ${contextTokens}.`,
      'input',
    );
  if (ids.some((id: number) => id >= vocabularySize))
    throw new InvalidRequest(
      'invalid_value',
      `Token numbers of '${model}' are under ${vocabularySize}.`,
      'input',
    );
  return ids;
}

/** Little-endian float32, as OpenAI's clients decode it. */
const base64 = (vector: Float32Array) =>
  Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64');
