import { createRoute } from '@hono/zod-openapi';
import { type FleetReply, fleetReply } from '../../shared/contract/operator.ts';
import { fleetCensus } from '../../shared/fleet-census.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

export function getFleet(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/operator/fleet',
    summary: 'The vehicles that are parked now, by hardware class, region, software version and what they do',
    description:
      'Up to a second old. No position of any vehicle exists: a region is what its owner stated, once.',
    responses: { 200: { description: 'The fleet', content: { 'application/json': { schema: fleetReply } } } },
  });
  api.openapi(route, async (c) => {
    const [fleet, size] = await Promise.all([deps.fleet.read(), deps.fleet.size()]);
    const now = deps.now();
    const groups = fleetCensus(fleet, now);
    const vehicles = groups.reduce((sum, group) => sum + group.vehicles, 0);
    const reply: FleetReply = {
      object: 'fleet',
      as_of: now,
      vehicles,
      is_whole: fleet.length < deps.fleet.readMax || vehicles >= size,
      groups: groups.map(({ hardwareClass, softwareVersion, ...group }) => ({
        hardware_class: hardwareClass,
        software_version: softwareVersion,
        ...group,
      })),
    };
    return c.json(reply, 200);
  });
}
