import { createRoute, z } from '@hono/zod-openapi';
import { catalogue } from '../../shared/catalogue.ts';
import type { Api } from '../edge/http.ts';

const model = z.object({
  id: z.string(),
  object: z.literal('model'),
  created: z.number().int(),
  owned_by: z.string(),
  x_parkade: z.object({ description: z.string(), endpoint: z.string(), sha256: z.array(z.string()) }),
});

const route = createRoute({
  method: 'get',
  path: '/v1/models',
  summary: 'What is on sale, and the very files it is',
  responses: {
    200: {
      description: 'Models',
      content: {
        'application/json': { schema: z.object({ object: z.literal('list'), data: z.array(model) }) },
      },
    },
  },
});

export function listModels(api: Api) {
  api.openapi(route, (c) =>
    c.json(
      {
        object: 'list' as const,
        data: catalogue.map(({ id, description, endpoint, files }) => ({
          id,
          object: 'model' as const,
          created: 0,
          owned_by: 'parkade',
          x_parkade: { description, endpoint, sha256: files.map(({ sha256 }) => sha256) },
        })),
      },
      200,
    ),
  );
}
