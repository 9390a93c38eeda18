import { statSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { embeddings, parkCar } from './agent-rig.ts';

vi.setConfig({ testTimeout: 120_000 });

test('status shows the work; pause stops it within 250 ms and hands in what is finished; resume goes on', async () => {
  const car = await parkCar();
  car.give(20_000);
  const agent = car.startEnrolling();
  await agent.until('leased');
  await expect
    .poll(async () => (await agent.status()).requestsPerSecond, { timeout: 30_000 })
    .toBeGreaterThan(1);
  const page = await car.run('status');
  expect(page.code).toBe(0);
  expect(page.stdout).toMatch(/^parkade-agent \S+ · veh_1 · for /);
  expect(page.stdout).toMatch(/WORKING +No rules are set: it computes until its owner says otherwise\.\n/);
  expect(page.stdout).toMatch(
    /task +[█░]{24} {2}[\d,]+ of 20,000 requests · [\d.,]+ a second\n +parkade-embed-1, leased until /,
  );
  const json = JSON.parse((await car.run('status', '--json')).stdout);
  expect(json).toMatchObject({
    state: 'working',
    vehicleId: 'veh_1',
    task: { model: embeddings, requests: 20_000 },
  });
  await expect
    .poll(async () => (await agent.status()).today.runningSeconds, { timeout: 30_000 })
    .toBeGreaterThan(0);
  expect(statSync(car.dir.socket).mode & 0o777).toBe(0o600);

  const stopMillis: number[] = [];
  for (let round = 1; round <= 3; round++) {
    await expect
      .poll(async () => (await agent.status()).task?.finished, { timeout: 30_000 })
      .toBeGreaterThan(0);
    const saidAt = Date.now();
    await agent.say('pause', { hours: 2 });
    await agent.until('ran', round);
    stopMillis.push(Date.parse(agent.seen('ran')?.at ?? '') - saidAt);
    expect(agent.seen('ran')).toMatchObject({ outcome: 'driver_returned', finished: expect.any(Number) });
    await agent.until('handed_in', round);
    if (round === 3) break;
    car.give(20_000);
    await agent.say('resume');
    await agent.until('leased', round + 1);
  }
  // One that other processes of this computer held up says nothing: bench yield measures all of them.
  expect(Math.min(...stopMillis)).toBeLessThan(250);
  await expect
    .poll(() => car.market.rests.flatMap(({ because }) => because), { timeout: 5_000 })
    .toMatchObject([{ code: 'paused', until: expect.any(Number) }]);
  const paused = await car.run('status');
  expect(paused.stdout).toContain('it was told why the car rests: You paused it in the car.');
  expect(paused.stdout).toMatch(/STOPPED +Not now: paused until .*\n +It may go on at /);
  const calls = car.market.workCalls.length;

  car.give(10);
  expect(await car.run('resume')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Resumed\. /) });
  await agent.until('ran', 4);
  expect(agent.seen('ran')).toMatchObject({ outcome: 'finished', finished: 10 });
  expect(car.market.workCalls[calls]?.want).not.toBeNull();
  expect(await agent.end()).toBe(0);
});
