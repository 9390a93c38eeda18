import { createRoute } from '@hono/zod-openapi';
import { createCustomerReply, createCustomerRequest } from '../../shared/contract/finance.ts';
import { credentialWrites } from '../adapters/credentials.ts';
import { customerWrites } from '../adapters/customers.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { newApiKey } from '../edge/new-secret.ts';

/** A new customer, without money, and its first API key. */
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
    const { name } = c.req.valid('json');
    const customerId = deps.newId('cus');
    const key = newApiKey(deps.randomBytes);
    await deps.commit([
      customerWrites.create({ customerId, name, createdAt: deps.now() }),
      credentialWrites.create(key.sha256, {
        role: 'customer',
        principalId: customerId,
        keyId: deps.newId('key'),
        projectId: 'default',
      }),
    ]);
    return c.json({ customerId, apiKey: key.secret }, 200);
  });
}
