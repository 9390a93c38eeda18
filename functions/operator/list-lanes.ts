import { createRoute } from '@hono/zod-openapi';
import { catalogue } from '../../shared/catalogue.ts';
import { type LanesReply, lanesReply } from '../../shared/contract/operator.ts';
import { allLanes, type Lane, laneName } from '../../shared/lane.ts';
import type { LaneWait } from '../../shared/lane-waits.ts';
import { mapAll } from '../adapters/map-all.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

export function listLanes(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/operator/lanes',
    summary: 'The lanes in which tasks wait, the longest first',
    responses: { 200: { description: 'Lanes', content: { 'application/json': { schema: lanesReply } } } },
  });
  api.openapi(route, async (c) => {
    const lanes = allLanes(catalogue.map(({ id }) => id));
    const [depths, waits] = await Promise.all([
      mapAll(lanes, async (lane) => ({ lane, tasks: await deps.lanes.roughDepth(lane) })),
      deps.laneWaits.find(),
    ]);
    const reply: LanesReply = {
      object: 'list',
      lanes: lanes.length,
      data: depths
        .filter(({ tasks }) => tasks > 0)
        .sort((a, b) => b.tasks - a.tasks)
        .map(({ lane, tasks }) => ({
          ...visibleLane(lane, tasks),
          waits: visibleWait(waits?.lanes[laneName(lane)]),
        })),
      waits_as_of: waits?.at ?? null,
    };
    return c.json(reply, 200);
  });
}

type Visible = LanesReply['data'][number];

const visibleWait = (wait: LaneWait | undefined): Visible['waits'] =>
  wait
    ? {
        tasks: wait.tasks,
        p50_seconds: wait.p50Seconds,
        p90_seconds: wait.p90Seconds,
        oldest_seconds: wait.oldestSeconds,
      }
    : null;

const visibleLane = (lane: Lane, tasks: number): Omit<Visible, 'waits'> => ({
  name: laneName(lane),
  model: lane.model,
  priority: lane.priority,
  hardware_class: lane.hardwareClass === 'any' ? null : lane.hardwareClass,
  region: lane.region ?? null,
  attested_only: lane.trust === 'attested',
  tasks,
});
