import { marshall } from '@aws-sdk/util-dynamodb';
import type { Write } from '../../functions/adapters/commit.ts';
import { changeFrom } from '../../functions/adapters/stream-change.ts';
import { decidedAgain } from '../../functions/edge/consume.ts';
import type { Deps } from '../../functions/edge/deps.ts';
import { messagesFor, type Outgoing } from '../../shared/dispatch.ts';
import type { MessageOf, QueueName } from '../../shared/messages.ts';

type Handlers = { [Name in QueueName]?: (deps: Deps) => (message: MessageOf<Name>) => Promise<unknown> };

/**
 * What the table's stream and the queues bring about of new items, called when a test says so: the very dispatch and
 * functions, without SQS. `beforeCommit` and `afterCommit` may throw: the process that died there.
 */
export function streamOf(base: Deps, handlers: Handlers) {
  const waiting: { handle: (deps: Deps) => Promise<unknown> }[] = [];
  const crash = { before: () => {}, after: () => {} };
  const commit = async (writes: readonly Write[]) => {
    crash.before();
    await base.commit(writes);
    waiting.push(...followUps(writes, handlers));
    crash.after();
  };
  const queues = {
    async send<Name extends QueueName>(name: Name, messages: readonly MessageOf<Name>[]): Promise<void> {
      waiting.push(...handled(name, messages, handlers));
    },
  };
  const deps = Object.create(base, {
    commit: { value: commit, enumerable: true },
    queues: { value: queues, enumerable: true },
  }) as Deps;
  return {
    deps,
    crash,
    /** Handles what waits, and what follows from that. What fails is left to the timers, as a lost message would be. */
    async drain(): Promise<unknown[]> {
      const failures: unknown[] = [];
      for (let next = waiting.shift(); next; next = waiting.shift())
        await decidedAgain(() => next.handle(deps)).catch((error: unknown) => failures.push(error));
      return failures;
    },
    /** Loses all messages, as a process that dies does where its queues are in memory. */
    lose: () => void waiting.splice(0),
  };
}

function followUps(writes: readonly Write[], handlers: Handlers) {
  const changes = writes.flatMap((write) => {
    if (!('put' in write)) return [];
    const NewImage = marshall(write.put.Item, {
      removeUndefinedValues: true,
      convertClassInstanceToMap: true,
    });
    return changeFrom({ dynamodb: { NewImage: NewImage as never } }) ?? [];
  });
  const outgoing: Outgoing = messagesFor(changes);
  return (Object.keys(handlers) as QueueName[]).flatMap((name) => handled(name, outgoing[name], handlers));
}

function handled<Name extends QueueName>(
  name: Name,
  messages: readonly MessageOf<QueueName>[],
  handlers: Handlers,
) {
  const functionOf = handlers[name] as ((deps: Deps) => (message: unknown) => Promise<unknown>) | undefined;
  return functionOf ? messages.map((message) => ({ handle: (deps: Deps) => functionOf(deps)(message) })) : [];
}
