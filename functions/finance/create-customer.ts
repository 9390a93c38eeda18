import { createRoute } from '@hono/zod-openapi';
import type { ApiKey } from '../../shared/api-key.ts';
import { createCustomerReply, createCustomerRequest } from '../../shared/contract/finance.ts';
import { defaultProjectId, newProject } from '../../shared/project.ts';
import { ownLimits } from '../../shared/rate-limit.ts';
import { scopes } from '../../shared/scope.ts';
import { apiKeyWrites } from '../adapters/api-keys.ts';
import { credentialWrites } from '../adapters/credentials.ts';
import { customerWrites } from '../adapters/customers.ts';
import { projectWrites } from '../adapters/projects.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { newCustomerKey } from '../edge/new-secret.ts';

/** A new customer, without money, its default project and its first API key, which may do everything. */
export function createCustomer(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/finance/customers',
    summary: 'Create a customer',
    request: { body: { required: true, content: { 'application/json': { schema: createCustomerRequest } } } },
    responses: {
      200: {
        description: 'The customer and its API key, shown this once',
        content: { 'application/json': { schema: createCustomerReply } },
      },
    },
  });
  api.openapi(route, async (c) => {
    const { name, tier, rate_limits } = c.req.valid('json');
    const customerId = deps.newId('cus');
    const createdAt = deps.now();
    const { secret, kept } = newCustomerKey(deps);
    const key: ApiKey = {
      version: 1,
      customerId,
      keyId: deps.newId('key'),
      name: 'First key',
      projectId: defaultProjectId,
      reach: 'organization',
      scopes,
      createdAt,
      current: kept,
    };
    await deps.commit([
      customerWrites.create({
        customerId,
        name,
        createdAt,
        ...(tier && { tier }),
        ...(rate_limits && { limits: ownLimits(rate_limits) }),
      }),
      projectWrites.create(
        newProject({ customerId, projectId: defaultProjectId, name: 'Default' }, createdAt),
      ),
      apiKeyWrites.create(key),
      credentialWrites.ofKey(key),
    ]);
    return c.json({ customerId, apiKey: secret }, 200);
  });
}
