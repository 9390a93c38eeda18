import type { ChunkChoice } from '../../shared/contract/chat-chunks.ts';
import { builtInOpeners } from './built-in.ts';
import type { EngineReply } from './engine.ts';
import type { EngineAnswer, EngineFailure, EngineQuestion } from './engine-messages.ts';
import { createEngines } from './engines.ts';

/**
 * The process that the built-in engines run in, for a parent that forks it (engine-child.ts). It answers one question
 * after the other, keeps what it is told in its memory alone, prints nothing, and never outlives its parent.
 */
const [, , cache] = process.argv;
const engines = createEngines(builtInOpeners(Date.now, cache));
const aborts = new Map<number, AbortController>();
let queue = Promise.resolve();

const tell = (answer: EngineAnswer) => void process.send?.(answer);

// At once, in the middle of a computation too: nobody is left to hear the answer.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
// A terminal sends these to the whole group: the agent, not they, decides when engines stop.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);

process.on('message', (message) => {
  const question = message as EngineQuestion;
  if (question.ask === 'abort') {
    aborts.get(question.id)?.abort();
    return;
  }
  const abort = new AbortController();
  aborts.set(question.id, abort);
  queue = queue.then(async () => {
    tell(await answerTo(question, abort.signal));
    aborts.delete(question.id);
  });
});

type Asked = Exclude<EngineQuestion, { ask: 'abort' }>;

async function answerTo(question: Asked, signal: AbortSignal): Promise<EngineAnswer> {
  const { id, model } = question;
  if (question.ask === 'drop') {
    await engines.drop(model);
    return { id, says: 'dropped' };
  }
  try {
    const { name, modelSha256 } = await engines.get(model);
    if (question.ask === 'load') return { id, says: 'loaded', about: { name, modelSha256 } };
  } catch (error) {
    return { id, says: 'failed', failure: { ...failureOf(error), message: messageOf(error) } };
  }
  try {
    signal.throwIfAborted();
    return { id, says: 'reply', reply: await run(question, signal) };
  } catch (error) {
    return { id, says: 'failed', failure: failureOf(error) };
  }
}

/** Processor time is of this process: all of its threads, and only one request at a time. */
async function run(
  { id, model, body, streamed }: Extract<EngineQuestion, { ask: 'run' }>,
  signal: AbortSignal,
): Promise<EngineReply> {
  const engine = await engines.get(model);
  const before = process.cpuUsage();
  const onChoice = streamed ? (choice: ChunkChoice) => tell({ id, says: 'choice', choice }) : undefined;
  const reply = await engine.run(body, signal, onChoice);
  const { user, system } = process.cpuUsage(before);
  return { ...reply, cpuMillis: (user + system) / 1_000 };
}

const failureOf = (error: unknown): EngineFailure => ({
  name: error instanceof Error ? error.name : 'unknown',
});
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
