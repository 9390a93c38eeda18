import { createRoute } from '@hono/zod-openapi';
import { type Preview, preview } from '../../shared/charter/preview.ts';
import {
  type CharterPreviewReply,
  charterPreviewReply,
  charterPreviewRequest,
} from '../../shared/contract/owner-charter-previews.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

/** The car's own judgement over a night and a week. Nothing is kept of what it is asked about. */
export function createCharterPreview(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/owner/charter_previews',
    summary: 'What a car would do under a charter, from noon to noon',
    description:
      'Judged as a car judges it, for one that stands plugged in, cool, on Wi-Fi and with nobody in it. Nothing of ' +
      'the request is kept, and a departure that is named in it is known to nobody afterwards.',
    request: { body: { required: true, content: { 'application/json': { schema: charterPreviewRequest } } } },
    responses: {
      200: { description: 'The preview', content: { 'application/json': { schema: charterPreviewReply } } },
    },
  });
  api.openapi(route, (c) => {
    const { charter, charge_percent: chargePercent, departure } = c.req.valid('json');
    const assumed = {
      chargePercent,
      ...(departure && { departure: { time: departure.at, targetPercent: departure.target_percent } }),
    };
    return c.json(told(preview(charter, deps.now(), assumed)), 200);
  });
}

const told = ({
  allowed,
  computing,
  charging,
  prices,
  forbidden,
  week,
  ...night
}: Preview): CharterPreviewReply => ({
  object: 'charter_preview',
  ...stretch(night),
  allowed: allowed.map(stretch),
  computing: computing.map(stretch),
  charging: charging.map(stretch),
  prices: prices.map((price) => ({ ...stretch(price), micro_usd_per_kwh: price.microUsdPerKwh ?? null })),
  forbidden: forbidden.map(({ code, text, ...period }) => ({ ...stretch(period), code, message: text })),
  per_week: { allowed_hours: week.allowedHours, micro_usd_per_kwh: week.microUsdPerKwh ?? null },
});

const stretch = ({ startsAt, endsAt }: { startsAt: number; endsAt: number }) => ({
  starts_at: startsAt,
  ends_at: endsAt,
});
