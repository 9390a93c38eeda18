import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

type Asked = { no: number; ask: unknown };
type Answered = { no: number; answer: unknown } | { no: number; error: string };

/** In a program that was forked: answers each question of its parent, and ends with it. */
export function answering<Ask, Answer>(answer: (ask: Ask) => Promise<Answer>): void {
  process.on('message', ({ no, ask }: Asked) => {
    const tell = (answered: Answered) => process.send?.(answered);
    answer(ask as Ask).then(
      (answered) => tell({ no, answer: answered }),
      (error: unknown) =>
        tell({ no, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
}

/** In its parent: several questions may be under way. Each throws when the program ends instead of answering. */
export function askerOf<Ask, Answer>(child: ChildProcess): (ask: Ask) => Promise<Answer> {
  let asked = 0;
  const waiting = new Map<number, PromiseWithResolvers<Answer>>();
  child.on('message', (answered: Answered) => {
    const waits = waiting.get(answered.no);
    waiting.delete(answered.no);
    if ('error' in answered) waits?.reject(new Error(answered.error));
    else waits?.resolve(answered.answer as Answer);
  });
  void once(child, 'exit').then(([code]) => {
    for (const { reject } of waiting.values())
      reject(new Error(`a process of the measurement ended with ${code}`));
  });
  return (ask) => {
    const waits = Promise.withResolvers<Answer>();
    waiting.set(++asked, waits);
    child.send({ no: asked, ask } satisfies Asked);
    return waits.promise;
  };
}
