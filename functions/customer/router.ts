import { authenticate } from '../edge/authenticate.ts';
import type { Deps } from '../edge/deps.ts';
import { type Api, newApi } from '../edge/http.ts';
import { idempotent } from '../edge/idempotent.ts';
import { cancelBatch } from './cancel-batch.ts';
import { createBatch } from './create-batch.ts';
import { createChatCompletion } from './create-chat-completion.ts';
import { createEmbedding } from './create-embedding.ts';
import { createFile } from './create-file.ts';
import { createTopUp } from './create-top-up.ts';
import { deleteFile } from './delete-file.ts';
import { getBalance } from './get-balance.ts';
import { getBatch } from './get-batch.ts';
import { getFile } from './get-file.ts';
import { getFileContent } from './get-file-content.ts';
import { listBatches } from './list-batches.ts';
import { listFiles } from './list-files.ts';
import { listModels } from './list-models.ts';

const routes = [
  createFile,
  listFiles,
  getFile,
  getFileContent,
  deleteFile,
  createBatch,
  listBatches,
  getBatch,
  cancelBatch,
  createEmbedding,
  createChatCompletion,
  listModels,
  createTopUp,
  getBalance,
];

/** The API that customers' OpenAI clients speak; it is its own OpenAPI document at /v1/openapi.json. */
export function customerRouter(deps: Deps): Api {
  const api = newApi(deps);
  api.doc31('/v1/openapi.json', { openapi: '3.1.0', info: { title: 'Parkade', version: '1' } });
  api.use('/v1/*', authenticate(deps.credentials, 'customer'));
  api.use('/v1/*', idempotent(deps));
  for (const add of routes) add(api, deps);
  return api;
}
