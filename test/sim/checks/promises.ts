import type { Deps } from '../../../functions/edge/deps.ts';
import { isTerminal } from '../../../shared/batch.ts';
import { lostLeasesLimit } from '../../../shared/task.ts';
import { isAnswerTo } from '../actors/sim-engine.ts';
import { copyMapOut } from '../model/values.ts';
import type { World } from '../seed-world.ts';
import type { Told } from '../world/webhook-receivers.ts';
import type { Violation } from './violation.ts';

/** What customers were promised, seen from outside: what was accepted ended, and is delivered line by line. */
export async function promisesKept(world: World, deps: Deps): Promise<Violation[]> {
  const found: Violation[] = [];
  for (const { accepted, canary } of world.actors.remembered.values())
    for (const [batchId, { requests }] of accepted)
      found.push(...(await judgeBatch(world, deps, batchId, { requests, canary })));
  for (const [name, { toBeTold }] of world.actors.remembered)
    found.push(...untold(world.cloud.told.get(name) ?? [], toBeTold));
  found.push(...doubledBatches(world), ...leaks(world), ...deadLetters(world), ...frozenHonest(world));
  return found;
}

/** Of each end once or more, always under the same id. */
function untold(told: readonly Told[], batchIds: ReadonlySet<string>): Violation[] {
  return [...batchIds].flatMap((batchId) => {
    const ids = new Set(told.filter(({ about }) => about === batchId).map(({ eventId }) => eventId));
    return ids.size === 1
      ? []
      : [
          {
            name: 'who wants to be told is told, under one id',
            detail: `of ${batchId} there came ${ids.size} events`,
          },
        ];
  });
}

async function judgeBatch(
  { cloud, base, cast }: World,
  deps: Deps,
  batchId: string,
  { requests, canary }: { requests: number; canary: string },
): Promise<Violation[]> {
  const batches = await Promise.all(
    base.customers.map(({ customerId }) => deps.batches.find({ customerId, batchId })),
  );
  const batch = batches.find((each) => each !== undefined);
  const name = 'invariant 7: Every accepted request ends exactly once, by its deadline';
  if (!batch) return [{ name, detail: `batch ${batchId} was accepted, and is gone` }];
  if (!isTerminal(batch.status)) return [{ name, detail: `batch ${batchId} is ${batch.status}` }];
  const ids = [batch.outputFileId, batch.errorFileId].filter((id) => id !== undefined);
  const lines = ids.flatMap((fileId) => linesOf(cloud, `${batch.customerId}/${fileId}`));
  const customIds = new Set(lines.map(({ custom_id }) => custom_id));
  if (batch.status === 'failed') return [];
  if (lines.length !== requests || customIds.size !== requests)
    return [
      {
        name,
        detail: `batch ${batchId} of ${requests} requests is ${batch.status} with ${lines.length} lines`,
      },
    ];
  const succeeded = lines.filter(({ response }) => response?.status_code === 200);
  if (succeeded.length !== batch.totals?.succeeded)
    return [
      {
        name: 'invariant 12: What is told is what was delivered',
        detail: `batch ${batchId}: ${succeeded.length} lines of success, ${batch.totals?.succeeded} told`,
      },
    ];
  const isGivenUp = lines.some(({ error }) => error?.code === 'request_abandoned');
  if (isGivenUp && !wasDropped(cloud, batchId))
    return [{ name, detail: `batch ${batchId}: a request was given up that vehicles did not drop` }];
  // Who lies is found out by chance.
  if (cast.cars.some(({ isDishonest }) => isDishonest)) return [];
  return succeeded
    .filter(({ custom_id, response }) => !isAnswerTo(`${canary} ${custom_id}`, response?.body ?? {}))
    .map(({ custom_id }) => ({
      name: 'every request has its own answer',
      detail: `batch ${batchId}: ${custom_id} has another's`,
    }));
}

/** Whether vehicles dropped a task of it so often that it is given up. */
function wasDropped({ table }: World['cloud'], batchId: string): boolean {
  for (const { pk, lost } of table.items()) {
    const [what, id, part] = String(pk).split('#');
    const isItsTask = what === 'BATCH' && id === batchId && part !== 'AUDIT';
    if (isItsTask && Number(lost) >= lostLeasesLimit) return true;
  }
  return false;
}

type OutputLine = {
  custom_id: string;
  response?: { status_code: number; body: object };
  error?: { code: string } | null;
};

function linesOf({ objects }: World['cloud'], end: string): OutputLine[] {
  const key = objects.keys('files').find((each) => each.endsWith(end));
  const [latest] = key === undefined ? [] : objects.versions('files', key);
  if (!latest?.bytes) return [{ custom_id: `there is no ${end}` }];
  return new TextDecoder()
    .decode(latest.bytes)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** Under one Idempotency-Key there is one batch at most: each is named after its key. */
function doubledBatches({ cloud }: World): Violation[] {
  const keys: string[] = [];
  for (const image of cloud.table.items()) {
    const { key } = (image.metadata ?? {}) as { key?: string };
    if (String(image.sk).startsWith('BATCH#') && key !== undefined) keys.push(`${image.customerId} ${key}`);
  }
  const doubled = keys.find((key, at) => keys.indexOf(key) !== at);
  return doubled === undefined
    ? []
    : [
        {
          name: 'invariant 15: The same key and body have their effect once',
          detail: `two batches of ${doubled}`,
        },
      ];
}

/** No text of a customer's lies in the table, in a queue or in a fault that was reported. */
function leaks({ cloud, trace, actors }: World): Violation[] {
  const canaries = [...actors.remembered.values()].map(({ canary }) => canary);
  const isLeaked = (text: string) => canaries.some((canary) => text.includes(canary));
  const name = 'invariant 25: Payloads and secrets are never in a queue, table, log or error';
  const found: Violation[] = [];
  for (const image of cloud.table.items())
    if (isLeaked(JSON.stringify(copyMapOut(image), textOf)))
      found.push({ name, detail: `${image.pk}/${image.sk} holds a customer's text` });
  for (const queue of cloud.queues.names())
    for (const { body } of cloud.queues.messages(queue))
      if (isLeaked(body)) found.push({ name, detail: `a message in ${queue} holds a customer's text` });
  if (trace.leaked(isLeaked)) found.push({ name, detail: "a fault's text holds a customer's text" });
  return found;
}

const textOf = (_name: string, value: unknown): unknown => {
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1');
  return value instanceof Set ? [...value] : value;
};

/** A dead letter has an alarm on it (infra/alarms.ts); what it names must be there, so that a person can look at it. */
function deadLetters({ cloud }: World): Violation[] {
  const dead = cloud.queues.names().filter((name) => name.endsWith('-dead'));
  const names = new Set([...cloud.table.items()].flatMap(({ pk, sk }) => `${pk}#${sk}`.split(/[#/]/)));
  return dead.flatMap((queue) =>
    cloud.queues.messages(queue).flatMap(({ body }) => {
      const ids = Object.values(JSON.parse(body)).filter((value) => typeof value === 'string');
      const unknown = ids.filter((id) => !names.has(id) && !id.includes('/'));
      return unknown.length === 0
        ? []
        : [
            {
              name: 'invariant 27: A dead letter is linked to what it stands for',
              detail: `${queue} has one of ${unknown.join(', ')}, which is nowhere`,
            },
          ];
    }),
  );
}

/**
 * Who is honest is never shut out, whatever the network does with what it said; unless two dishonest owners spoke against
 * it, and none of them is proven false yet (docs/decisions/0018).
 */
function frozenHonest({ cloud, actors }: World): Violation[] {
  const itemOf = (vehicleId: string) => cloud.table.item({ pk: `VEHICLE#${vehicleId}`, sk: 'VEHICLE' }) ?? {};
  const ownerOf = (each: World['actors']['vehicles'][number]) => itemOf(each.car.vehicleId).ownerId;
  const liars = new Set(actors.vehicles.filter(({ isDishonest }) => isDishonest).map(ownerOf));
  const honest = actors.vehicles.filter(
    ({ isDishonest, car }) => !isDishonest && !actors.leaving.has(car.name),
  );
  return honest.flatMap((each) => {
    const { car, refusedBy } = each;
    const { state } = itemOf(car.vehicleId);
    const why = refusedBy() ?? (state === 'active' ? undefined : String(state));
    const against = [...liars].filter((owner) => owner !== ownerOf(each)).length;
    return why === undefined || against >= 2
      ? []
      : [{ name: 'an honest vehicle is never shut out', detail: `${car.name} is ${why}` }];
  });
}
