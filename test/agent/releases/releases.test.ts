import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openEngineProcess } from '../../../agent/engines/engine-process.ts';
import { currentVersion } from '../../../agent/releases/agent-versions.ts';
import { getModel } from '../../../shared/catalogue.ts';
import { agentArchive, archiveOf } from './support/archives.ts';
import { now, serveModel } from './support/manifests.ts';
import { startReleases } from './support/release-rig.ts';

const embeddings = 'parkade-embed-1';
const pages = 'tesseract-eng';

test('a model that was downloaded is run by its engine from the cache, and by none before', async () => {
  const { server, publish, open, deps, folders } = await startReleases();
  await publish({ models: [serveModel(server, embeddings), serveModel(server, pages)] });
  const releases = await open();
  const never = new AbortController().signal;
  const engines = openEngineProcess({ held: releases.held, driverBack: () => never });
  onTestFinished(engines.close);
  expect(engines.models).toEqual([]);
  await expect(engines.get(embeddings)).rejects.toThrow('does not offer');
  await releases.pull(deps);
  expect(releases.problem()).toBeUndefined();
  expect(engines.models).toEqual([embeddings, pages]);
  const engine = await engines.get(embeddings);
  expect(engine.modelSha256).toBe(getModel(embeddings).files[0]?.sha256);
  const { status, body } = await engine.run({ model: embeddings, input: 'A parked car.' });
  expect(status).toBe(200);
  expect(body.data).toHaveLength(1);
  // Its engine finds its file by a name.
  expect((await engines.get(pages)).modelSha256).toBe(getModel(pages).files[0]?.sha256);
  expect(readdirSync(folders.models).sort()).toEqual(
    [embeddings, pages].flatMap((model) => getModel(model).files.map(({ sha256 }) => sha256)).sort(),
  );
});

test('the next start has the models without asking anybody, also after the manifest expired', async () => {
  const { server, publish, open, deps } = await startReleases();
  await publish({ models: [serveModel(server, embeddings)] });
  await (await open()).pull(deps);
  const asked = server.asked.length;
  const releases = await open();
  expect(releases.held.models()).toEqual([embeddings]);
  expect(server.asked.length).toBe(asked);
  await releases.pull({ ...deps, now: () => Date.parse('2027-01-01T00:00:00Z') });
  expect(releases.held.models()).toEqual([embeddings]);
  expect(releases.problem()).toContain('Manifest 7 expired');
  expect(server.asked.slice(asked)).toEqual([{ path: '/manifest.jws', range: undefined }]);
});

test('by an expired manifest nothing is downloaded', async () => {
  const { server, publish, open, deps } = await startReleases();
  const model = serveModel(server, embeddings);
  server.troubles.set(new URL(model.files[0]?.url ?? '').pathname, { status: 503 });
  await publish({ models: [model] });
  const releases = await open();
  await releases.pull(deps);
  server.troubles.clear();
  await releases.pull({ ...deps, now: () => now + 366 * 86_400_000 });
  expect(releases.held.models()).toEqual([]);
});

test('a model that is not the one that is sold is left out alone, with the reason', async () => {
  const { server, publish, open, deps } = await startReleases();
  const model = serveModel(server, embeddings);
  const [weights, tokenizer] = model.files;
  if (!weights || !tokenizer) throw new Error('It has two files.');
  const other = { ...weights, sha256: tokenizer.sha256 };
  await publish({ models: [{ model: embeddings, files: [other, tokenizer] }, serveModel(server, pages)] });
  const releases = await open();
  await releases.pull(deps);
  expect(releases.held.models()).toEqual([pages]);
  expect(releases.problem()).toContain("The manifest's embed/model.onnx is not the one that is sold");
  expect(server.asked.some(({ path }) => path === `/${weights.sha256}`)).toBe(false);
});

test('models that this agent has no engine for, or that its owner does not want, are not downloaded', async () => {
  const { server, publish, open, deps } = await startReleases({ models: [pages] });
  const unknown = { ...serveModel(server, embeddings), model: 'parkade-next-1' };
  await publish({ models: [unknown, serveModel(server, embeddings), serveModel(server, pages)] });
  const releases = await open();
  await releases.pull(deps);
  expect(releases.models().map(({ model }) => model)).toEqual([pages]);
  expect(server.asked.length).toBe(2);
});

test('over the cap the first models of the manifest are kept, and the reason told', async () => {
  const { server, publish, open, deps } = await startReleases({ cacheBytesMax: 5_000_000 });
  const [small, large] = [serveModel(server, pages), serveModel(server, embeddings)];
  await publish({ models: [small, large] });
  const releases = await open();
  await releases.pull(deps);
  expect(releases.held.models()).toEqual([pages]);
  expect(releases.problem()).toContain('over --model-cache-gigabytes');
  expect(releases.lines().join('\n')).toMatch(/parkade-embed-1: not offered yet, .* MB of .* MB are here\. /);
});

test('while its owner allows no download, what is missing is told with the reason', async () => {
  const { server, publish, open, deps } = await startReleases();
  await publish({ models: [serveModel(server, embeddings)] });
  const releases = await open();
  let bytes = 0;
  const mayDownload = () => (bytes > 1_000_000 ? 'Not now: on the mobile network.' : null);
  const onBytes = (more: number) => {
    bytes += more;
  };
  await expect(releases.pull({ ...deps, mayDownload, onBytes })).rejects.toThrow('Not now');
  expect(releases.held.models()).toEqual([]);
  expect(releases.lines().at(-1)).toMatch(
    /^parkade-embed-1: not offered yet, .* Not now: on the mobile network\.$/,
  );
});

test('a new agent is downloaded and tried, and its archive is not kept', async () => {
  const { publish, open, deps, folders, serveAgent } = await startReleases();
  await publish({ agent: serveAgent('0.4.0', agentArchive('0.4.0')) });
  const releases = await open();
  await releases.pull(deps);
  expect(releases.readyVersion()).toBe('0.4.0');
  expect(currentVersion(folders.agents)).toBeUndefined();
  releases.switchAgent('0.4.0');
  expect(currentVersion(folders.agents)).toBe('0.4.0');
  expect(releases.readyVersion()).toBeUndefined();
  expect(releases.lines().at(-1)).toContain(`Start: ${join(folders.agents, 'current/agent/cli/main.ts')}`);
  expect(readdirSync(folders.models)).toEqual([]);
  const updated = await open({ running: '0.4.0' });
  expect(updated.problem()).toBeUndefined();
  expect(updated.readyVersion()).toBeUndefined();
});

test('an agent that does not start leaves the one that runs, and is not downloaded again', async () => {
  const { server, publish, open, deps, folders, serveAgent } = await startReleases();
  const broken = archiveOf({ 'agent/cli/main.ts': "throw new Error('broken');" });
  await publish({ agent: serveAgent('0.4.0', broken), models: [serveModel(server, pages)] });
  const releases = await open();
  await releases.pull(deps);
  await releases.pull(deps);
  expect(releases.problem()).toContain('Agent 0.4.0 does not start');
  expect(releases.readyVersion()).toBeUndefined();
  expect(currentVersion(folders.agents)).toBeUndefined();
  // Its models are offered all the same.
  expect(releases.held.models()).toEqual([pages]);
  expect(server.asked.filter(({ path }) => path === '/agent-0.4.0.tgz').length).toBe(1);
});

test('an older agent is refused, be it that one runs or that one was named', async () => {
  const { publish, open, deps, serveAgent, server } = await startReleases();
  await publish({ issue: 1, agent: serveAgent('0.5.0', agentArchive('0.5.0')) });
  await (await open()).pull(deps);
  await publish({ issue: 2, agent: serveAgent('0.4.0', agentArchive('0.4.0')) });
  const releases = await open();
  await releases.pull(deps);
  expect(releases.problem()).toContain('The manifest names agent 0.4.0, which is older than 0.5.0');
  expect(releases.readyVersion()).toBeUndefined();
  expect(server.asked.some(({ path }) => path === '/agent-0.4.0.tgz')).toBe(false);
});

test('an update that the next manifest takes back is not switched to', async () => {
  const { publish, open, deps, serveAgent } = await startReleases();
  await publish({ issue: 1, agent: serveAgent('0.5.0', agentArchive('0.5.0')) });
  const releases = await open();
  await releases.pull(deps);
  expect(releases.readyVersion()).toBe('0.5.0');
  await publish({ issue: 2, agent: null });
  await releases.pull(deps);
  expect(releases.readyVersion()).toBeUndefined();
});
