import './no-telemetry.ts';

import { Tokenizer } from '@huggingface/tokenizers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { getModel } from '../../shared/catalogue.ts';
import { embeddingAsk } from '../../shared/inference-request.ts';
import type { Engine, EngineReply, RequestBody } from './engine.ts';
import { InvalidRequest, refuseOtherModel, refusingInvalid } from './invalid-request.ts';
import { fileAt, type ModelPlace, packageVersion, readModelFiles } from './model-file.ts';

const model = 'parkade-embed-1';
const { contextTokens } = getModel(model).limits;

/** Runs parkade-embed-1 in ONNX Runtime on one thread. The same text gives the same bits. */
export async function openEmbeddings(place: ModelPlace = {}): Promise<Engine> {
  const files = await readModelFiles(model, place);
  const weights = fileAt(files, 0);
  const tokenizer = new Tokenizer(JSON.parse(fileAt(files, 1).bytes.toString()), {});
  const session = await InferenceSession.create(weights.bytes, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: 3,
  });

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
    const asked = embeddingAsk(body);
    refuseOtherModel(asked.model.id, model);
    const { input, encoding_format, dimensions } = asked.request;
    const inputs = inputsOf(input).map((each) => tokenIds(each, tokenizer));
    const data: unknown[] = [];
    for (const [index, ids] of inputs.entries()) {
      signal?.throwIfAborted();
      const vector = shortened(await embed(ids), dimensions);
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
  return isTokens(input) ? [input] : [...input];
}

const isTokens = (input: number[] | string[] | number[][]): input is number[] => typeof input[0] === 'number';

function tokenIds(input: Input, tokenizer: Tokenizer): number[] {
  const ids = typeof input === 'string' ? tokenizer.encode(input).ids : input;
  if (ids.length > contextTokens)
    throw new InvalidRequest(
      'context_length_exceeded',
      `An input has ${ids.length} tokens; '${model}' reads at most ${contextTokens}.`,
      'input',
    );
  return ids;
}

/** The first `dimensions` numbers, made length one again. */
function shortened(vector: Float32Array, dimensions = vector.length): Float32Array {
  if (dimensions >= vector.length) return vector;
  const first = vector.slice(0, dimensions);
  const length = Math.hypot(...first);
  return length === 0 ? first : first.map((each) => each / length);
}

/** Little-endian float32, as OpenAI's clients decode it. */
const base64 = (vector: Float32Array) =>
  Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64');
