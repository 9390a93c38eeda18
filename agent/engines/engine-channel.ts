import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { OnChoice } from './engine.ts';
import type { EngineAnswer, EngineFailure, EngineQuestion } from './engine-messages.ts';

/** The engines' process is gone: it crashed, or something killed it. Its message quotes no customer. */
export class EngineProcessEnded extends Error {
  override readonly name = 'EngineProcessEnded';
}

/** How a question ended, where it did not fail. */
export type Answer = Exclude<EngineAnswer, { says: 'choice' | 'failed' }>;
type Question = EngineQuestion extends infer Each
  ? Each extends { id: number }
    ? Omit<Each, 'id'>
    : never
  : never;

/** One process of engines, from its start to its end, and what is asked of it. */
export type EngineChannel = {
  pid: number | undefined;
  readonly isOver: boolean;
  /** What was asked and is not answered yet, though nobody may wait for it any more. */
  unanswered(): number[];
  ask(question: Question, onChoice?: OnChoice): { id: number; answer: Promise<Answer> };
  abort(id: number): void;
  /** SIGKILL: whatever it computes, it computes no more. Open questions fail with `reason`. */
  kill(reason: unknown): void;
  exited: Promise<void>;
};

const host = fileURLToPath(new URL('./engine-host.ts', import.meta.url));

type Open = { resolve(answer: Answer): void; reject(reason: unknown): void; onChoice: OnChoice | undefined };

/**
 * Starts the process. Nothing that it prints is read, since a native library's words may quote what it computes; and a
 * crash leaves no core file, since its memory holds what customers sent. `cache`: where its models lie, if not as they
 * ship.
 */
export function openEngineChannel(cache?: string): EngineChannel {
  const child = fork(host, cache === undefined ? [] : [cache], {
    execPath: '/bin/sh',
    execArgv: ['-c', 'ulimit -c 0; exec "$0" "$@"', process.execPath],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const open = new Map<number, Open>();
  const exit = Promise.withResolvers<void>();
  let endedBecause: unknown;
  let lastId = 0;

  function end(reason: unknown) {
    endedBecause ??= reason;
    for (const { reject } of open.values()) reject(endedBecause);
    open.clear();
  }

  child.on('message', (message) => {
    const answer = message as EngineAnswer;
    const asked = open.get(answer.id);
    if (answer.says === 'choice') return asked?.onChoice?.(answer.choice);
    open.delete(answer.id);
    if (answer.says === 'failed') asked?.reject(engineError(answer.failure));
    else asked?.resolve(answer);
  });
  child.on('error', (error) => {
    end(new EngineProcessEnded(`The engines' process failed: ${error.message}`));
    if (child.pid === undefined) exit.resolve();
  });
  child.once('exit', (code, signal) => {
    end(new EngineProcessEnded(`The engines' process ended with ${signal ?? code}.`));
    exit.resolve();
  });

  /** What can not be sent is not lost: the process is gone then, which answers all questions. */
  const send = (question: EngineQuestion) => void child.send(question, () => undefined);

  return {
    pid: child.pid,
    get isOver() {
      return endedBecause !== undefined;
    },
    unanswered: () => [...open.keys()],
    ask(question, onChoice) {
      const id = ++lastId;
      const answer = new Promise<Answer>((resolve, reject) => {
        if (endedBecause !== undefined) return reject(endedBecause);
        open.set(id, { resolve, reject, onChoice });
        send({ ...question, id });
      });
      return { id, answer };
    },
    abort: (id) => send({ id, ask: 'abort' }),
    kill(reason) {
      end(reason);
      child.kill('SIGKILL');
    },
    exited: exit.promise,
  };
}

const engineError = ({ name, message }: EngineFailure) =>
  Object.assign(new Error(message ?? 'The engine failed.'), { name });
