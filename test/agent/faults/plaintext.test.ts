import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { chatLines, ocrLines } from '../../../local/demo/batches.ts';
import { spooledLines, startAgent } from '../support/agent-process.ts';
import { contentOf } from '../support/built-in-engines.ts';
import { startContractMarket } from '../support/contract-market.ts';
import { temporaryFolder } from '../support/vehicle.ts';

const slow = { timeout: 40_000 };
const canary = 'the heron of Kampala sings at noon';
const texts = Array.from({ length: 1_500 }, (_, at) => ({
  model: 'parkade-embed-1',
  input: `${canary} ${at}`,
}));
const questions = chatLines().map(({ body }) => body);
const pages = ocrLines()
  .slice(0, 6)
  .map(({ body }) => body);

/** Every line of every file in `folder`, looked at every few milliseconds until the test ends. */
function watchFiles(folder: string) {
  const seen = new Set<string>();
  const look = () => {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
      try {
        const path = join(folder, name);
        if (statSync(path).isFile())
          for (const line of readFileSync(path, 'utf8').split('\n')) seen.add(line);
      } catch {
        // Gone in the meantime.
      }
  };
  const timer = setInterval(look, 20);
  onTestFinished(() => clearInterval(timer));
  return { seen, look };
}

test('no word of a request or a result is on the disk or printed: in mid-task, after a kill, and afterwards', async () => {
  const market = await startContractMarket();
  const bodiesOf = [texts, questions, pages];
  market.tasks.push(...bodiesOf.map((bodies) => ({ model: String(bodies[0]?.model), bodies })));
  const folder = temporaryFolder();
  const [dataDir, other] = [join(folder, 'data'), join(folder, 'other')];
  mkdirSync(other);
  const { seen, look } = watchFiles(folder);
  // Whatever else a library may want to keep goes there. Node's cache holds the agent's own words alone.
  const env = {
    TMPDIR: other,
    HOME: other,
    XDG_CACHE_HOME: other,
    NODE_DISABLE_COMPILE_CACHE: '1',
    CI: undefined,
  };
  const options = { 'base-url': market.baseUrl, 'data-dir': dataDir };
  const first = startAgent({ ...options, code: 'code' }, { env });
  const spooled = () => Math.max(0, ...spooledLines(dataDir).map((lines) => lines.length));
  await expect.poll(spooled, slow).toBeGreaterThan(100);
  first.agent.kill('SIGKILL');
  await first.exit;
  look();
  const second = startAgent(options, { env });
  await expect.poll(() => second.of('handed_in').length, slow).toBe(3);
  second.agent.kill('SIGTERM');
  expect(await second.exit).toBe(0);
  look();

  const handIns = market.workCalls.flatMap((call) => call.handIns.map(market.openHandIn));
  const results = (await Promise.all(handIns)).sort((left, right) => left.taskId.localeCompare(right.taskId));
  expect(results.map(({ lines }) => lines.length)).toEqual(bodiesOf.map((bodies) => bodies.length));
  const [vectors, answers, read] = results.map(({ lines }) => lines.map(({ body }) => body));
  const secrets = [
    canary,
    Buffer.from(canary).toString('base64').slice(0, 40),
    ...[vectors?.[0], vectors?.at(-1)].map((body) =>
      JSON.stringify((body as { data: { embedding: number[] }[] }).data[0]?.embedding.slice(0, 2)).slice(
        1,
        -1,
      ),
    ),
    ...questions.map(({ messages }) => (messages as { content: string }[])[0]?.content ?? ''),
    ...[...(answers ?? []), ...(read ?? [])].flatMap((body) => (contentOf(body) ?? '').split('\n')[0] ?? []),
    JSON.stringify(pages[0]).slice(200, 260),
  ];
  expect(secrets.length).toBeGreaterThan(400);
  expect(secrets.filter((secret) => secret.length < 8)).toEqual([]);
  const printed = JSON.stringify([first.events, second.events]) + first.errors() + second.errors();
  const everything = [...seen].join('\n') + printed;
  expect(secrets.filter((secret) => everything.includes(secret))).toEqual([]);
  // No library leaves or reports anything of its own.
  expect(readdirSync(other)).toEqual([]);
  // What it looked at was there: the lease and its sealed records, the log and the keys.
  expect(everything).toContain('"leaseToken":"task_1"');
  expect(seen.size).toBeGreaterThan(1_000);
  expect(everything).toContain('"sealingKey"');
});
