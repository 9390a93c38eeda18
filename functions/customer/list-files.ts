import { createRoute, z } from '@hono/zod-openapi';
import { fileList, fileObjectOf } from '../../shared/contract/files.ts';
import { listOf } from '../../shared/contract/list.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const query = z.object({
  limit: z.coerce.number().int().min(1).max(10_000).default(10_000),
  after: z.string().max(128).optional().meta({ description: 'The last id of the page before.' }),
  order: z.enum(['asc', 'desc']).default('desc').meta({ description: 'By creation; the newest first.' }),
  purpose: z.enum(['batch', 'batch_output']).optional(),
});

const route = createRoute({
  method: 'get',
  path: '/v1/files',
  summary: 'Lists files',
  request: { query },
  responses: { 200: { description: 'Files', content: { 'application/json': { schema: fileList } } } },
});

export function listFiles(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const { limit, after, order, purpose } = c.req.valid('query');
    const page = { limit: limit + 1, after, newestFirst: order === 'desc', purpose };
    const files = await deps.files.list(c.get('callerId'), page);
    return c.json(listOf(files.map(fileObjectOf), limit), 200);
  });
}
