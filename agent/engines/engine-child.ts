import type { EngineReply, OnChoice, RequestBody } from './engine.ts';
import { type Answer, type EngineChannel, EngineProcessEnded, openEngineChannel } from './engine-channel.ts';
import type { EngineAbout } from './engine-messages.ts';

/** The engines of one process, from its start to its end. */
export type EngineChild = Pick<EngineChannel, 'pid' | 'isOver' | 'unanswered' | 'kill' | 'exited'> & {
  /** Loads the model, where it is not loaded yet. */
  load(model: string): Promise<EngineAbout>;
  /** As `Engine.run`; throws the signal's reason as soon as it is aborted. */
  run(asked: AskedRun): Promise<EngineReply>;
  drop(model: string): Promise<void>;
};
type AskedRun = {
  model: string;
  body: RequestBody;
  signal?: AbortSignal | undefined;
  onChoice?: OnChoice | undefined;
};

/** An engine that does not let go of an aborted request, or of its model, in this time is ended with its process. */
const abortMillis = 5_000;
const dropMillis = 5_000;

export function startEngineChild(cache?: string): EngineChild {
  const channel = openEngineChannel(cache);
  const aboutOf = new Map<string, Promise<EngineAbout>>();

  async function askToLoad(model: string): Promise<EngineAbout> {
    const got = await channel.ask({ ask: 'load', model }).answer;
    if (got.says !== 'loaded') throw wrongAnswer();
    return got.about;
  }

  function loadAnew(model: string): Promise<EngineAbout> {
    const about = askToLoad(model);
    aboutOf.set(model, about);
    // A failed load is tried again next time.
    about.catch(() => aboutOf.delete(model));
    return about;
  }

  return {
    ...channel,
    get isOver() {
      return channel.isOver;
    },
    load: (model) => aboutOf.get(model) ?? loadAnew(model),
    run: (asked) => run(asked, channel),
    async drop(model) {
      aboutOf.delete(model);
      const { answer } = channel.ask({ ask: 'drop', model });
      killUnlessAnswered(answer, dropMillis, channel);
      await answer.catch(() => undefined);
    },
  };
}

async function run(
  { model, body, signal, onChoice }: AskedRun,
  channel: EngineChannel,
): Promise<EngineReply> {
  signal?.throwIfAborted();
  const say: OnChoice | undefined = onChoice && ((choice) => void (signal?.aborted || onChoice(choice)));
  const { id, answer } = channel.ask({ ask: 'run', model, body, streamed: say !== undefined }, say);
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => {
    channel.abort(id);
    killUnlessAnswered(answer, abortMillis, channel);
    aborted.reject(signal?.reason);
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const got = await Promise.race([answer, aborted.promise]);
    if (got.says !== 'reply') throw wrongAnswer();
    return got.reply;
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}

function killUnlessAnswered(answer: Promise<Answer>, millis: number, channel: EngineChannel) {
  const late = new EngineProcessEnded('The engines did not let go, and were ended.');
  const killing = setTimeout(() => channel.kill(late), millis);
  void answer.catch(() => undefined).finally(() => clearTimeout(killing));
}

const wrongAnswer = () => new Error("The engines' process answered another question.");
