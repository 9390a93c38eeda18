import { authenticate } from '../edge/authenticate.ts';
import { bodyLimits } from '../edge/body-limits.ts';
import type { Deps } from '../edge/deps.ts';
import { type Api, newApi } from '../edge/http.ts';
import { idempotent } from '../edge/idempotent.ts';
import { rateLimit } from '../edge/rate-limit.ts';
import { requireScope } from '../edge/scopes.ts';
import { addUploadPart } from './add-upload-part.ts';
import { archiveProject } from './archive-project.ts';
import { inlineLimit } from './batches/inline-limit.ts';
import { cancelBatch } from './cancel-batch.ts';
import { cancelResponse } from './cancel-response.ts';
import { cancelUpload } from './cancel-upload.ts';
import { completeUpload } from './complete-upload.ts';
import { createApiKey } from './create-api-key.ts';
import { createBatch } from './create-batch.ts';
import { createChatCompletion } from './create-chat-completion.ts';
import { createCompletion } from './create-completion.ts';
import { createEmbedding } from './create-embedding.ts';
import { createFile } from './create-file.ts';
import { createProject } from './create-project.ts';
import { createQuote } from './create-quote.ts';
import { createRefund } from './create-refund.ts';
import { createResponse } from './create-response.ts';
import { createTopUp } from './create-top-up.ts';
import { createUpload } from './create-upload.ts';
import { createWebhookEndpoint } from './create-webhook-endpoint.ts';
import { deleteApiKey } from './delete-api-key.ts';
import { deleteAutoTopUp } from './delete-auto-top-up.ts';
import { deleteFile } from './delete-file.ts';
import { deleteResponse } from './delete-response.ts';
import { deleteWebhookEndpoint } from './delete-webhook-endpoint.ts';
import { getApiKey } from './get-api-key.ts';
import { getAutoTopUp } from './get-auto-top-up.ts';
import { getBalance } from './get-balance.ts';
import { getBatch } from './get-batch.ts';
import { getBatchProgress } from './get-batch-progress.ts';
import { getBatchReceipts } from './get-batch-receipts.ts';
import { getDocs } from './get-docs.ts';
import { getErasures } from './get-erasures.ts';
import { getFile } from './get-file.ts';
import { getFileContent } from './get-file-content.ts';
import { getJwks } from './get-jwks.ts';
import { getLandingPages } from './get-landing-pages.ts';
import { retrieveModel } from './get-model.ts';
import { getOpenapi } from './get-openapi.ts';
import { getOrganizationCosts } from './get-organization-costs.ts';
import { getOrganizationUsage } from './get-organization-usage.ts';
import { getProject } from './get-project.ts';
import { getQuote } from './get-quote.ts';
import { getRefund } from './get-refund.ts';
import { getResponse } from './get-response.ts';
import { getTopUp } from './get-top-up.ts';
import { getUsage } from './get-usage.ts';
import { getWebhookEndpoint } from './get-webhook-endpoint.ts';
import { listApiKeys } from './list-api-keys.ts';
import { listBatches } from './list-batches.ts';
import { listFiles } from './list-files.ts';
import { listInvoices } from './list-invoices.ts';
import { listModels } from './list-models.ts';
import { listProjectAlerts } from './list-project-alerts.ts';
import { listProjects } from './list-projects.ts';
import { listRefunds } from './list-refunds.ts';
import { listResponseInputItems } from './list-response-input-items.ts';
import { listTopUps } from './list-top-ups.ts';
import { listWebhookDeliveries } from './list-webhook-deliveries.ts';
import { listWebhookEndpoints } from './list-webhook-endpoints.ts';
import { listWebhookEventTypes } from './list-webhook-event-types.ts';
import { replayWebhookDelivery } from './replay-webhook-delivery.ts';
import { rotateApiKey } from './rotate-api-key.ts';
import { rotateWebhookSecret } from './rotate-webhook-secret.ts';
import { setAutoTopUp } from './set-auto-top-up.ts';
import { testWebhookEndpoint } from './test-webhook-endpoint.ts';
import { updateProject } from './update-project.ts';
import { updateWebhookEndpoint } from './update-webhook-endpoint.ts';

const routes = [
  createFile,
  listFiles,
  getFile,
  getFileContent,
  deleteFile,
  createUpload,
  addUploadPart,
  completeUpload,
  cancelUpload,
  createBatch,
  listBatches,
  getBatch,
  cancelBatch,
  getBatchProgress,
  getBatchReceipts,
  getErasures,
  getJwks,
  createQuote,
  getQuote,
  createEmbedding,
  createChatCompletion,
  createResponse,
  getResponse,
  listResponseInputItems,
  cancelResponse,
  deleteResponse,
  createCompletion,
  listModels,
  retrieveModel,
  createTopUp,
  listTopUps,
  getTopUp,
  setAutoTopUp,
  getAutoTopUp,
  deleteAutoTopUp,
  listInvoices,
  createRefund,
  listRefunds,
  getRefund,
  getBalance,
  createWebhookEndpoint,
  listWebhookEndpoints,
  getWebhookEndpoint,
  updateWebhookEndpoint,
  deleteWebhookEndpoint,
  rotateWebhookSecret,
  testWebhookEndpoint,
  listWebhookEventTypes,
  listWebhookDeliveries,
  replayWebhookDelivery,
  createApiKey,
  listApiKeys,
  getApiKey,
  rotateApiKey,
  deleteApiKey,
  createProject,
  listProjects,
  getProject,
  updateProject,
  archiveProject,
  listProjectAlerts,
  getUsage,
  getOrganizationCosts,
  getOrganizationUsage,
];

/** They need no key. */
const publicRoutes = [getOpenapi, getDocs, getLandingPages];

/** The API that customers' OpenAI clients speak; it is its own OpenAPI document at /v1/openapi.json. */
export function customerRouter(deps: Deps): Api {
  const api = newApi(deps);
  for (const add of publicRoutes) add(api, deps);
  api.use('/v1/*', authenticate(deps, 'customer'));
  api.use('/v1/*', requireScope);
  api.use('/v1/*', bodyLimits);
  api.use('/v1/*', rateLimit(deps));
  for (const path of ['/v1/batches', '/v1/quotes']) api.use(path, inlineLimit);
  api.use('/v1/*', idempotent(deps));
  for (const add of routes) add(api, deps);
  return api;
}
