import { parseArgs } from 'node:util';
import { integerOption } from '../integer-option.ts';

export type CostOptions = {
  requests: number;
  /** Requests that a task is planned with. */
  taskRequests: number;
  vehicles: number;
  json: boolean;
};

export const costUsage = `npm run bench -- cost [options]
  What AWS would bill for running embedding requests, from their upload to their settlement.
  --requests N        requests of the one batch (10000)
  --task-requests N   requests a task is planned with (150)
  --vehicles N        agents, each a process of its own with the real engine (2)
  --json              print the figures as one JSON object on the last line of standard output`;

/** Throws with what is wrong where an option is unknown or out of range. */
export function readCostOptions(args: readonly string[]): CostOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      requests: { type: 'string', default: '10000' },
      'task-requests': { type: 'string', default: '150' },
      vehicles: { type: 'string', default: '2' },
      json: { type: 'boolean', default: false },
    },
  });
  return {
    requests: integerOption('--requests', values.requests, 1, 50_000),
    taskRequests: integerOption('--task-requests', values['task-requests'], 1, 2_000),
    // Fewer than two could not check each other's work.
    vehicles: integerOption('--vehicles', values.vehicles, 2, 50),
    json: values.json,
  };
}
