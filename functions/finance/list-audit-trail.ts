import { createRoute } from '@hono/zod-openapi';
import type { AuditRecord } from '../../shared/audit-trail.ts';
import {
  type AuditRecordReply,
  auditTrailQuery,
  auditTrailReply,
} from '../../shared/contract/finance-people.ts';
import { listOf } from '../../shared/contract/list.ts';
import { monthOf } from '../../shared/statement.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

export function listAuditTrail(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/audit_trail',
    summary: 'Who did what, latest first: every change, every export, refused ones too',
    request: { query: auditTrailQuery },
    responses: {
      200: { description: 'The trail', content: { 'application/json': { schema: auditTrailReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const { month = monthOf(deps.now()), person, method, path, after, limit } = c.req.valid('query');
    const found = await deps.auditTrail.list({
      month,
      personId: person,
      method,
      path,
      after: after === undefined ? undefined : placeOf(after),
      limit,
    });
    return c.json(listOf(found.map(visibleRecord), limit), 200);
  });
}

/** "1798761600000.req_01…" */
function placeOf(id: string): { at: number; requestId: string } {
  const [at = '', requestId = ''] = id.split('.');
  return { at: Number(at), requestId };
}

const visibleRecord = (record: AuditRecord): AuditRecordReply => ({
  object: 'audit_record',
  id: `${record.at}.${record.requestId}`,
  at: record.at,
  request_id: record.requestId,
  person_id: record.personId,
  method: record.method,
  path: record.path,
  ids: [...record.ids],
  body_sha256: record.bodySha256,
  status: record.status,
});
