import { existsSync, mkdirSync, statSync } from 'node:fs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { newCode } from '../../support/device-rig.ts';
import { startMarket } from '../../support/market-rig.ts';
import { embeddings, parkCar, readJson } from './agent-rig.ts';

vi.setConfig({ testTimeout: 120_000 });

test('enroll measures the engine, makes a key for its owner alone, and run needs to be told nothing more', async () => {
  const car = await parkCar();
  const done = await car.run('enroll', 'code', '--base-url', car.market.baseUrl, '--models', embeddings);
  expect(done).toMatchObject({ code: 0, stderr: expect.stringContaining('Measuring 1 engines') });
  expect(done.stdout).toMatch(/^Enrolled as veh_1 \(AI4\) of own_1 at /);
  expect(statSync(car.dir.device).mode & 0o777).toBe(0o600);
  expect(car.market.enrolment).toMatchObject({
    code: 'code',
    models: [embeddings],
    benchmarks: [{ model: embeddings, speed: expect.any(Number), memoryMegabytes: expect.any(Number) }],
  });
  const child = car.spawn(['run']);
  await expect.poll(() => car.market.workCalls.length, { timeout: 30_000 }).toBe(1);
  expect(car.market.workCalls[0]?.want).toMatchObject({ models: [embeddings], seconds: 120 });
  child.kill('SIGTERM');
});

test('what is wrong with a start is told with what to do: options, an unsafe address, a market that is away', async () => {
  const car = await parkCar();
  expect(await car.run('run')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--base-url is missing (or set PARKADE_BASE_URL)'),
  });
  expect(await car.run('run', '--base-url', 'http://market.example/v1', '--class', 'AI3')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/--base-url: https, or a market on this computer\n {2}--class: /),
  });
  const away = ['--base-url', 'http://127.0.0.1:9/v1', '--models', embeddings];
  expect(await car.run('enroll', 'code', ...away)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('error: '),
  });
  expect(await car.run('run', ...away)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('not enrolled yet'),
  });
  expect(await car.run('status')).toMatchObject({
    code: 3,
    stderr: expect.stringContaining(`No agent runs on ${car.dir.root}`),
  });
});

test('a pause outlives a restart, and is told in words', async () => {
  const car = await parkCar();
  const first = car.startEnrolling();
  await first.untilState('waiting');
  expect(await car.run('pause', '1.5')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Stopped\. It pauses until \d\d:\d\d/),
  });
  expect(await car.run('pause', 'long')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('a number of hours'),
  });
  expect(await first.end()).toBe(0);
  const calls = car.market.workCalls.length;
  const second = car.start();
  await second.until('started');
  await second.untilState('stopped');
  expect((await second.status()).judgement.reasons[0]?.code).toBe('paused');
  expect(car.market.workCalls.length).toBe(calls);
});

test('a pause holds at once even where it can not be kept, and that is told', async () => {
  const car = await parkCar();
  const agent = car.startEnrolling();
  await agent.untilState('waiting');
  mkdirSync(car.dir.word);
  expect(await car.run('pause')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('That holds now, but not over a restart'),
  });
  expect((await agent.status()).state).toBe('stopped');
});

test('finish runs what is leased and takes nothing new; resume takes it back at once', async () => {
  const car = await parkCar();
  car.give(3_000);
  const agent = car.startEnrolling();
  await agent.until('leased');
  car.give(10);
  const said = await car.run('finish');
  expect(said.stdout).toMatch(/^It finishes the task that runs /);
  await agent.untilState('finished');
  expect(agent.seen('ran')).toMatchObject({ outcome: 'finished', finished: 3_000 });
  expect(car.market.workCalls.slice(1).every(({ want }) => want === null)).toBe(true);
  expect(car.market.tasks).toHaveLength(1);
  const page = await car.run('status');
  expect(page.stdout).toMatch(
    /FINISHED +What was leased is done; nothing new is taken until: parkade-agent resume/,
  );
  await agent.say('resume');
  await agent.until('ran', 2);
  expect(car.market.tasks).toHaveLength(0);
});

test('a second agent on the same folder is refused; the socket and meters of a killed one are taken over', async () => {
  const car = await parkCar();
  // Enough that it is in the middle of one when it is killed, however quick the machine.
  for (let task = 0; task < 6; task++) car.give(60_000);
  const first = car.startEnrolling();
  await first.until('leased');
  const second = car.start();
  await expect.poll(() => second.child.exitCode, { timeout: 20_000 }).toBe(3);
  expect(second.errors).toContain('An agent runs on this data folder already');
  expect(await car.run('erase', '--yes')).toMatchObject({ code: 3 });
  // Metered every second, and written down every few.
  const kept = () => (existsSync(car.dir.meters) ? Object.values(readJson(car.dir.meters).days)[0] : {});
  await expect.poll(kept, { timeout: 30_000 }).toMatchObject({ runningMillis: expect.any(Number) });
  const before = kept() as Record<string, number>;
  expect(await first.end('SIGKILL')).toBe('SIGKILL');
  const third = car.start();
  await third.until('resumed');
  const { today } = await third.status();
  expect(today.wearNanoUsd).toBeGreaterThanOrEqual(before.wearNanoUsd ?? Number.NaN);
  expect(today.bytes).toBeGreaterThan(1_000);
  expect(await car.run('stop')).toMatchObject({ code: 0 });
  await expect.poll(() => third.child.exitCode, { timeout: 20_000 }).toBe(0);
  expect(third.seen('ended')).toBeDefined();
});

test('a code that no owner was given is refused by the market, and leaves the vehicle as it was', async () => {
  const market = await startMarket();
  onTestFinished(market.close);
  const car = await parkCar();
  const refused = await car.run(
    'enroll',
    'wrong',
    '--base-url',
    `${market.cloud.url}/v1`,
    '--models',
    embeddings,
  );
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toMatch(/error: Enrolment: .*code.* \(invalid_enrolment_code\)\n$/);
  expect(await car.run('run', '--base-url', `${market.cloud.url}/v1`)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('not enrolled yet'),
  });
  const code = await newCode(market);
  const enrolled = await car.run(
    'enroll',
    code,
    '--base-url',
    `${market.cloud.url}/v1`,
    '--models',
    embeddings,
  );
  expect(enrolled).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Enrolled as veh_/) });
  const sound = JSON.parse((await car.run('doctor', '--json')).stdout);
  expect(sound).toMatchObject({ sound: true });
});
