import { once } from 'node:events';
import { existsSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { softwareVersion } from '../../../agent/enrol.ts';
import type { AgentEvent } from '../../../agent/events.ts';
import { keepCurrent } from '../../../agent/releases/keep-current.ts';
import { getModel } from '../../../shared/catalogue.ts';
import { Car } from '../cli/agent-rig.ts';
import { startContractMarket } from '../support/contract-market.ts';
import { agentArchive } from './support/archives.ts';
import { manifestOf, serveModel } from './support/manifests.ts';
import { startReleases } from './support/release-rig.ts';

const embeddings = 'parkade-embed-1';
const day = 86_400_000;
const inForce = () => ({
  issuedAt: new Date(Date.now() - day).toISOString(),
  expiresAt: new Date(Date.now() + 30 * day).toISOString(),
});

async function startCar() {
  const rig = await startReleases();
  const market = await startContractMarket();
  const car = new Car(market);
  const named = ['--manifest', rig.url, '--manifest-keys', rig.keysPath];
  return { ...rig, market, car, named };
}

test('a car enrols with models from the manifest, runs a task with one, and says what is here', async () => {
  const { server, publish, market, car, named } = await startCar();
  await publish({ ...inForce(), models: [serveModel(server, embeddings)] });
  car.give(3);
  const agent = car.startEnrolling(...named);
  await agent.until('handed_in');
  expect(market.enrolment?.models).toEqual([embeddings]);
  expect(agent.seen('started')).toMatchObject({ models: [embeddings] });
  expect(existsSync(join(car.dir.models, getModel(embeddings).files[0]?.sha256 ?? ''))).toBe(true);
  const { stdout } = await car.run('status');
  expect(stdout).toMatch(/models\s+manifest 7, until .*\n\s+parkade-embed-1: here/);
});

test('enroll downloads, measures and keeps where the manifest is; doctor and run need not be told', async () => {
  const { server, publish, market, car, named } = await startCar();
  await publish({ ...inForce(), models: [serveModel(server, embeddings)] });
  const { code, stderr } = await car.run('enroll', 'CODE', '--base-url', market.baseUrl, ...named);
  expect(stderr).toContain('Downloading models by the manifest');
  expect(code).toBe(0);
  expect(market.enrolment?.benchmarks?.map(({ model }) => model)).toEqual([embeddings]);
  const asked = server.asked.length;
  const { findings } = JSON.parse((await car.run('doctor', '--json')).stdout);
  expect(findings).toContainEqual({ check: embeddings, state: 'fine', text: 'downloaded' });
  expect(findings).toContainEqual(
    expect.objectContaining({ check: embeddings, text: expect.stringContaining('as sold') }),
  );
  expect(server.asked.length).toBe(asked);
});

test('on the mobile network of an owner who allows Wi-Fi only nothing is downloaded; on Wi-Fi it is', async () => {
  const { server, publish, car, named } = await startCar();
  const model = serveModel(server, embeddings);
  await publish({ ...inForce(), models: [model] });
  const first = car.startEnrolling(...named);
  await first.until('started');
  await first.end();
  rmSync(car.dir.models, { recursive: true });
  const asked = server.asked.length;
  const charter = car.writeCharter();
  const signals = car.sayParked({ network: 'cellular' });
  const agent = car.start(...named, '--charter', charter, '--signals', signals);
  await agent.untilState('stopped');
  expect((await agent.status()).releases).toEqual([
    expect.stringMatching(/^manifest 7, until/),
    expect.stringMatching(/^parkade-embed-1: not offered yet, 0 MB of/),
  ]);
  expect(server.asked.length).toBe(asked);
  car.sayParked({ network: 'wifi' });
  await agent.until('models_held');
  const status = await agent.status();
  expect(status.releases.at(-1)).toBe('parkade-embed-1: here');
  // It was downloaded twice.
  const bytes = model.files.reduce((sum, file) => sum + file.bytes, 0);
  expect(status.today.bytes).toBeGreaterThan(2 * bytes);
  await expect
    .poll(() => car.market.workCalls.at(-1)?.want?.models, { timeout: 20_000 })
    .toEqual([embeddings]);
});

test('a new agent waits until what is leased is handed in, then the process ends with 75 for the new one', async () => {
  const { server, publish, serveAgent, car, named } = await startCar();
  const models = [serveModel(server, embeddings)];
  await publish({ ...inForce(), issue: 1, models });
  const first = car.startEnrolling(...named);
  await first.until('started');
  await first.end();
  await publish({ ...inForce(), issue: 2, models, agent: serveAgent('99.0.0', agentArchive('99.0.0')) });
  // So that work comes before it.
  server.troubles.set('/agent-99.0.0.tgz', { once: true, status: 503 });
  car.give(300);
  car.give(300);
  const agent = car.start(...named, '--restart-for-updates');
  expect(await once(agent.child, 'exit')).toEqual([75, null]);
  const told = agent.events.map(({ event }) => event);
  expect(told).toContain('update_ready');
  // Whatever was leased is handed in before.
  const leased = told.filter((event) => event === 'leased').length;
  expect(leased).toBeGreaterThan(0);
  expect(told.slice(0, told.indexOf('update_ready')).filter((event) => event === 'handed_in').length).toBe(
    leased,
  );
  expect(readlinkSync(join(car.dir.agents, 'current'))).toBe('99.0.0');
  expect(readFileSync(join(car.dir.agents, 'current/package.json'), 'utf8')).toContain('99.0.0');
  // Started by its old path once more, it does not end again and again.
  const again = car.start(...named, '--restart-for-updates');
  await again.until('started');
  await expect
    .poll(async () => (await car.run('status')).stdout, { timeout: 20_000 })
    .toContain('agent 99.0.0: here; this process is an older one');
});

test('an older agent than runs changes nothing, and is told', async () => {
  const { server, publish, serveAgent, car, named } = await startCar();
  const models = [serveModel(server, embeddings)];
  await publish({ ...inForce(), models, agent: serveAgent('0.0.1', agentArchive('0.0.1')) });
  const agent = car.startEnrolling(...named, '--restart-for-updates');
  await agent.until('release_fault');
  expect(agent.seen('release_fault')).toMatchObject({
    error: `The manifest names agent 0.0.1, which is older than ${softwareVersion}: it is not gone back to.`,
  });
  expect(existsSync(join(car.dir.agents, 'current'))).toBe(false);
});

test('without a single model that can be had a car does not use its code up', async () => {
  const { publish, market, car, named } = await startCar();
  await publish({ ...inForce() });
  const ended = await car.run('run', '--base-url', market.baseUrl, '--code', 'code', ...named);
  expect(ended).toMatchObject({ code: 1 });
  expect(ended.stderr).toContain('No model could be had by the manifest:\n  manifest 7, until');
  expect(market.enrolment).toBeUndefined();
});

test('while anything is leased no agent is switched to, and nothing new is leased', async () => {
  const { publish, open, deps, serveAgent } = await startReleases();
  await publish({ agent: serveAgent('0.4.0', agentArchive('0.4.0')) });
  const releases = await open();
  const events: AgentEvent[] = [];
  let isLeased = true;
  let restarts = 0;
  const keeping = keepCurrent(releases, {
    ...deps,
    emit: (event) => events.push(event),
    isLeased: () => isLeased,
    register: async () => true,
    restart: () => restarts++,
    wait: (_, ended) =>
      new Promise((resolve, reject) => {
        ended.addEventListener('abort', () => reject(ended.reason));
        setTimeout(resolve, 2);
      }),
  });
  await expect.poll(() => keeping.holdsBack(), { timeout: 10_000 }).toBe(true);
  expect(releases.readyVersion()).toBe('0.4.0');
  expect(events).toEqual([]);
  isLeased = false;
  await expect.poll(() => restarts).toBe(1);
  expect(events).toEqual([{ event: 'update_ready', version: '0.4.0' }]);
  expect(keeping.holdsBack()).toBe(false);
  await keeping.end();
});

test('what is wrong is told once, not at each try', async () => {
  const { publish, open, deps } = await startReleases();
  await publish(manifestOf({ expiresAt: '2026-10-05T00:00:00Z' }));
  const events: AgentEvent[] = [];
  let waits = 0;
  const keeping = keepCurrent(await open(), {
    ...deps,
    emit: (event) => events.push(event),
    isLeased: () => false,
    register: async () => true,
    wait: async () => {
      waits++;
      await new Promise((resolve) => setTimeout(resolve, 2));
    },
  });
  await expect.poll(() => waits).toBeGreaterThan(3);
  await keeping.end();
  expect(events).toEqual([{ event: 'release_fault', error: expect.stringContaining('Manifest 7 expired') }]);
});
