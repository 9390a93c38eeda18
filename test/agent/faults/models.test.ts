import { appendFileSync, cpSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { startAgent } from '../support/agent-process.ts';
import { startContractMarket } from '../support/contract-market.ts';
import { temporaryFolder } from '../support/vehicle.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The agent as it is installed, whose models may be damaged. */
function installedAgent() {
  const folder = temporaryFolder();
  for (const name of ['agent', 'shared', 'package.json'])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return {
    program: join(folder, 'agent/main.ts'),
    embeddings: join(folder, 'agent/models/embed/model.onnx'),
    chat: join(folder, 'agent/models/dictionary/model.gguf'),
    dataDir: join(folder, 'data'),
  };
}

const startAt = (baseUrl: string, { program, dataDir }: ReturnType<typeof installedAgent>, models: string) =>
  startAgent({ 'base-url': baseUrl, 'data-dir': dataDir, models, code: 'code' }, { program });

test('a model that is damaged and one that is missing are not offered, with the reason; the sound one is', async () => {
  const market = await startContractMarket();
  const installed = installedAgent();
  appendFileSync(installed.embeddings, 'x');
  rmSync(installed.chat);
  const agent = startAt(market.baseUrl, installed, 'parkade-embed-1,parkade-dictionary-1,tesseract-eng');
  await expect.poll(() => market.workCalls[0]?.want?.models, { timeout: 20_000 }).toEqual(['tesseract-eng']);
  agent.agent.kill('SIGTERM');
  expect(await agent.exit).toBe(0);
  expect(market.enrolment?.models).toEqual(['tesseract-eng']);
  expect(agent.of('model_broken')).toMatchObject([
    {
      model: 'parkade-embed-1',
      error: expect.stringMatching(/model\.onnx is not the file .* expected sha256 f83afb5b.*, found /),
    },
    { model: 'parkade-dictionary-1', error: expect.stringMatching(/ENOENT.*model\.gguf/) },
  ]);
});

test('without any sound model the agent does not start, and says why', async () => {
  const installed = installedAgent();
  appendFileSync(installed.embeddings, 'x');
  const agent = startAt('http://127.0.0.1:9/v1', installed, 'parkade-embed-1');
  expect(await agent.exit).toBe(1);
  expect(agent.errors()).toMatch(/No model can be run\.\n.*model\.onnx is not the file/);
});

test('a model that is damaged while the agent runs is a fault of that model alone', async () => {
  const market = await startContractMarket();
  const installed = installedAgent();
  const agent = startAt(market.baseUrl, installed, 'parkade-embed-1,parkade-dictionary-1');
  await expect.poll(() => market.workCalls.length, { timeout: 20_000 }).toBe(1);
  const sound = readFileSync(installed.embeddings);
  sound[1_000_000] = (sound[1_000_000] ?? 0) ^ 1;
  rmSync(installed.embeddings);
  appendFileSync(installed.embeddings, sound);
  const chat = 'parkade-dictionary-1';
  market.tasks.push(
    { model: 'parkade-embed-1', bodies: [{ model: 'parkade-embed-1', input: 'a text' }] },
    { model: chat, bodies: [{ model: chat, messages: [{ role: 'user', content: 'Define harbor.' }] }] },
  );
  await expect.poll(() => agent.of('handed_in').length, { timeout: 30_000 }).toBe(2);
  agent.agent.kill('SIGTERM');
  expect(await agent.exit).toBe(0);
  expect(agent.of('engine_fault')).toMatchObject([
    { model: 'parkade-embed-1', error: expect.stringContaining('expected sha256 f83afb5b') },
  ]);
  const handIns = market.workCalls.flatMap((call) => call.handIns.map(market.openHandIn));
  expect((await Promise.all(handIns)).map(({ lines }) => lines.length)).toEqual([0, 1]);
});
