import { Refusal } from './refusal.ts';

/**
 * What is sold. Each model says which files it is (pinned by sha256), how verifiable units become reference
 * microseconds (what is billed) and running microseconds on the reference car (what sizes tasks), and how two
 * vehicles' results are compared. Billing units: 1M tokens or 1,000 pages of the default price list.
 */
export type Model = {
  id: string;
  kind: 'embeddings' | 'chat' | 'ocr';
  endpoint: Endpoint;
  /** What it is for, in the words a customer reads. */
  description: string;
  files: readonly { name: string; sha256: string }[];
  referenceMicrosPer: UnitRates;
  runningMicrosPer: UnitRates;
  limits: ModelLimits;
  comparison: 'exact-text' | 'cosine';
};

export const endpoints = ['/v1/embeddings', '/v1/chat/completions'] as const;
export type Endpoint = (typeof endpoints)[number];

/** Integer microseconds a unit. */
export type UnitRates = { inputToken: number; outputToken: number; page: number };

type ModelLimits = {
  contextTokens: number;
  /** Output tokens when the customer names no maximum, and the most that may be asked for. */
  defaultOutputTokens: number;
  /** An upper bound that needs no tokenizer: no token of these vocabularies spans less than one byte. */
  maxTokensPerByte: number;
  /** Tokens that the chat template adds to a request at most, whatever it says, ... */
  overheadTokens: number;
  /** ... and that the template or the tokenizer's special tokens add to each of its messages or inputs. */
  overheadTokensPerText: number;
  /** For a model that calls functions: what telling it of them adds, once and for each function or earlier call. */
  tools?: { overheadTokens: number; overheadTokensPerTool: number };
  /** Token numbers are below it. */
  vocabularySize?: number;
  /** How few numbers of a vector may be asked for, and how many there are. */
  dimensions?: { least: number; most: number };
};

export const catalogue: readonly Model[] = [
  {
    id: 'parkade-embed-1',
    kind: 'embeddings',
    endpoint: '/v1/embeddings',
    description:
      'Static sentence vectors, 128 numbers, English. Small and exactly checkable; not a search model. With fewer ' +
      'dimensions its neighbours soon differ: of the ten nearest, 7 stay at 112, 6 at 96, 4 at 64; under 64 is refused.',
    files: [
      {
        name: 'embed/model.onnx',
        sha256: 'f83afb5bd67ed6ec2b66a796690efe293a12b388efd439e5acba087a8709ccce',
      },
      {
        name: 'embed/tokenizer.json',
        sha256: '3b8bb8c37e48b5cff6c80ebfd6c024374c9eb882f160871d517eed11e264f877',
      },
    ],
    referenceMicrosPer: { inputToken: 100, outputToken: 0, page: 0 },
    runningMicrosPer: { inputToken: 50, outputToken: 0, page: 0 },
    limits: {
      contextTokens: 512,
      defaultOutputTokens: 0,
      maxTokensPerByte: 1,
      overheadTokens: 0,
      overheadTokensPerText: 2,
      vocabularySize: 23_631,
      // Cut to 64, ten nearest sentences share 4 with those of the whole vectors; to 32, 2.
      dimensions: { least: 64, most: 128 },
    },
    comparison: 'cosine',
  },
  {
    id: 'parkade-dictionary-1',
    kind: 'chat',
    endpoint: '/v1/chat/completions',
    description:
      'A self-test: it defines 2,000 English words and says so when it does not know one. Not an assistant.',
    files: [
      {
        name: 'dictionary/model.gguf',
        sha256: '4e36492c9817a0fea0a4030c0d8653de377ed68f5cc15bf3a09774ef80db3048',
      },
    ],
    referenceMicrosPer: { inputToken: 80, outputToken: 1_000, page: 0 },
    runningMicrosPer: { inputToken: 80, outputToken: 1_000, page: 0 },
    limits: {
      contextTokens: 1_024,
      defaultOutputTokens: 64,
      maxTokensPerByte: 1,
      overheadTokens: 120,
      overheadTokensPerText: 2,
      tools: { overheadTokens: 300, overheadTokensPerTool: 24 },
    },
    comparison: 'exact-text',
  },
  {
    id: 'tesseract-eng',
    kind: 'ocr',
    endpoint: '/v1/chat/completions',
    description: 'Reads printed English from one page image (image_url data URL, PNG or JPEG).',
    files: [
      {
        name: '@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz',
        sha256: '45b4cb346724ac1774f1c36f42f182b887bcdb28ebe63e6fff90ac41f3fcff91',
      },
    ],
    referenceMicrosPer: { inputToken: 0, outputToken: 0, page: 15_000_000 },
    runningMicrosPer: { inputToken: 0, outputToken: 0, page: 3_300_000 },
    limits: {
      contextTokens: 4_096,
      defaultOutputTokens: 4_096,
      maxTokensPerByte: 1,
      overheadTokens: 0,
      overheadTokensPerText: 0,
    },
    comparison: 'exact-text',
  },
];

/** Refuses with model_not_found, naming what is on sale for this endpoint. */
export function getModel(id: string): Model {
  const model = catalogue.find((each) => each.id === id);
  if (!model)
    throw new Refusal(
      'model_not_found',
      `The model '${id}' does not exist. On sale: ${catalogue.map((each) => each.id).join(', ')}.`,
      { param: 'model' },
    );
  return model;
}

/** The model, if it is served there; refuses with model_not_found or invalid_request. */
export function getServedModel(id: string, endpoint: Endpoint): Model {
  const model = getModel(id);
  if (model.endpoint !== endpoint)
    throw new Refusal(
      'invalid_request',
      `The model '${model.id}' is served at ${model.endpoint}, not at ${endpoint}.`,
      { param: 'model' },
    );
  return model;
}
