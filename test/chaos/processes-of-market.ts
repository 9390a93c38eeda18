import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDynamo } from '../../local/dynamo.ts';
import type { Place } from './processes/place.ts';
import { heard, type Supervised, spawnNode, supervise } from './supervised.ts';

type Told = { onFault: (who: string, line: string) => void };

const nodeKinds = ['s3', 'sqs', 'stripe', 'api', 'functions'] as const;

/** The market's processes but for its vehicles: the first are what the last need. */
export function processesOfMarket(place: Place, told: Told): Supervised[] {
  const dynamo = async () => {
    const { process } = await startDynamo({ dir: join(place.dir, 'dynamodb'), port: place.ports.dynamo });
    // It has answered already.
    return { process, ready: Promise.resolve() };
  };
  const node = (kind: (typeof nodeKinds)[number]) => async () => {
    const program = fileURLToPath(new URL(`processes/run-${kind}.ts`, import.meta.url));
    const process = spawnNode(program, [JSON.stringify(place)]);
    return { process, ready: heard(process, kind, told) };
  };
  return [
    supervise('dynamo', 'dynamo', dynamo, told),
    ...nodeKinds.map((kind) => supervise(kind, kind, node(kind), told)),
  ];
}
