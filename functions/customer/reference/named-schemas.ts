import { z } from '@hono/zod-openapi';
import {
  apiKeyList,
  apiKeyObject,
  apiKeyWithValue,
  createApiKeyRequest,
} from '../../../shared/contract/api-keys.ts';
import { batchList, batchObject, createBatchRequest } from '../../../shared/contract/batches.ts';
import { chatCompletion, chatCompletionChunk } from '../../../shared/contract/chat-completion.ts';
import { chatCompletionRequest } from '../../../shared/contract/chat-completions.ts';
import { chatMessage } from '../../../shared/contract/chat-messages.ts';
import { completionRequest, textCompletion } from '../../../shared/contract/completions.ts';
import { contentDeleted } from '../../../shared/contract/content-deleted.ts';
import { embeddingList, embeddingRequest } from '../../../shared/contract/embeddings.ts';
import { errorReply } from '../../../shared/contract/errors.ts';
import { fileList, fileObject } from '../../../shared/contract/files.ts';
import { modelList, modelObject } from '../../../shared/contract/models.ts';
import { costsPage, usagePage } from '../../../shared/contract/organization-usage.ts';
import { progressObject } from '../../../shared/contract/progress.ts';
import { createProjectRequest, projectList, projectObject } from '../../../shared/contract/projects.ts';
import { createQuoteRequest, quoteObject } from '../../../shared/contract/quotes.ts';
import { jsonWebKeys, receipt } from '../../../shared/contract/receipts.ts';
import { conversationItem, responseEvent, responseObject } from '../../../shared/contract/response-object.ts';
import { responseRequest } from '../../../shared/contract/responses.ts';
import { routingRequest } from '../../../shared/contract/routing.ts';
import { uploadObject, uploadPartObject } from '../../../shared/contract/uploads.ts';
import { usageReply } from '../../../shared/contract/usage.ts';
import {
  createWebhookEndpointRequest,
  webhookDeliveryList,
  webhookDeliveryObject,
  webhookEndpointList,
  webhookEndpointObject,
  webhookEndpointWithSecret,
} from '../../../shared/contract/webhooks.ts';

const named: Readonly<Record<string, z.ZodType>> = {
  ApiKey: apiKeyObject,
  ApiKeyList: apiKeyList,
  ApiKeyWithValue: apiKeyWithValue,
  Batch: batchObject,
  BatchList: batchList,
  BatchProgress: progressObject,
  ChatCompletion: chatCompletion,
  ChatCompletionChunk: chatCompletionChunk,
  ChatMessage: chatMessage,
  Completion: textCompletion,
  ContentDeleted: contentDeleted,
  ConversationItem: conversationItem,
  Costs: costsPage,
  CreateApiKeyRequest: createApiKeyRequest,
  CreateBatchRequest: createBatchRequest,
  CreateChatCompletionRequest: chatCompletionRequest,
  CreateCompletionRequest: completionRequest,
  CreateEmbeddingRequest: embeddingRequest,
  CreateProjectRequest: createProjectRequest,
  CreateQuoteRequest: createQuoteRequest,
  CreateResponseRequest: responseRequest,
  CreateWebhookEndpointRequest: createWebhookEndpointRequest,
  EmbeddingList: embeddingList,
  Error: errorReply,
  File: fileObject,
  FileList: fileList,
  JsonWebKeys: jsonWebKeys,
  Model: modelObject,
  ModelList: modelList,
  OrganizationUsage: usagePage,
  Project: projectObject,
  ProjectList: projectList,
  Quote: quoteObject,
  Receipt: receipt,
  Response: responseObject,
  ResponseEvent: responseEvent,
  Routing: routingRequest,
  Upload: uploadObject,
  UploadPart: uploadPartObject,
  Usage: usageReply,
  WebhookDelivery: webhookDeliveryObject,
  WebhookDeliveryList: webhookDeliveryList,
  WebhookEndpoint: webhookEndpointObject,
  WebhookEndpointList: webhookEndpointList,
  WebhookEndpointWithSecret: webhookEndpointWithSecret,
};

/**
 * Tells zod what a client's generator calls the shapes that are worth a name; what has none is described where it is
 * used. Twice is as once.
 */
export function nameSchemas(): void {
  for (const [id, schema] of Object.entries(named))
    if (z.globalRegistry.get(schema)?.id !== id) z.globalRegistry.add(schema, { ...schema.meta(), id });
}
