import { setTimeout as pause } from 'node:timers/promises';
import type { BucketDefinition } from '../sim/model/bucket.ts';
import { modelClients } from '../sim/model/clients.ts';
import { marshalled } from '../sim/model/marshalled.ts';
import { objectsModel } from '../sim/model/objects.ts';
import type { Gate } from '../sim/model/port.ts';
import type { QueueDefinition } from '../sim/model/queue.ts';
import { queuesModel } from '../sim/model/queues.ts';
import { tableModel } from '../sim/model/table.ts';
import { receiveWaiting, type SleepUntil } from '../sim/model/waiting.ts';

type Options = {
  tableName?: string;
  queues?: readonly QueueDefinition[];
  buckets?: readonly BucketDefinition[];
};

/** The model with the clock of this machine, on which a receive really waits. */
export function modelCloud({ tableName = 'market', queues: definitions = [], buckets = [] }: Options = {}) {
  const world = { now: Date.now, random: Math.random };
  const table = tableModel({ ...world, tableName });
  const queues = queuesModel({ ...world, queues: definitions });
  const objects = objectsModel({ ...world, buckets });
  const listeners: ((commandName: string) => void)[] = [];
  const gate: Gate = (call, act) => {
    for (const listener of listeners) listener(`${call.operation}Command`);
    return receiveWaiting(queues, call, { act, now: Date.now, sleepUntil });
  };
  return {
    table: {
      ...table,
      marshalledItem: (key: { pk: string; sk: string }) => {
        const image = table.item(key);
        return image && marshalled(image);
      },
    },
    queues,
    objects,
    clients: modelClients({ table, queues, objects }, gate),
    clientsThrough: (other: Gate) => modelClients({ table, queues, objects }, other),
    /** Told of each command, by its name, before it is carried out. */
    onCall: (listener: (commandName: string) => void) => void listeners.push(listener),
  };
}

const sleepUntil: SleepUntil = async (at, onWake) => {
  const woken = new AbortController();
  onWake(() => woken.abort());
  await pause(Math.max(0, at - Date.now()), undefined, { signal: woken.signal }).catch(() => undefined);
};
