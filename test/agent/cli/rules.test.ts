import { existsSync, readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { parkCar, readJson } from './agent-rig.ts';

vi.setConfig({ testTimeout: 120_000 });

test('by the charter and the car: the market is told seconds and costs, an open door stops at once, why says so', async () => {
  const car = await parkCar();
  car.give(60_000);
  const rules = car.writeCharter({ timeZone: 'Europe/Berlin' });
  const agent = car.startEnrolling('--charter', rules, '--signals', car.sayParked());
  await agent.until('leased');
  const { want } = car.market.workCalls[0] ?? {};
  // 0.16 kW of computing, a car that was woken for it, at $0.187.
  expect(want).toMatchObject({
    seconds: 120,
    costs: { energyMicroUsdPerKwh: 187_000, floorMicroUsdPerHour: 0, wallMilliWatts: expect.any(Number) },
  });
  expect(want?.costs?.wallMilliWatts).toBeGreaterThan(400_000);
  await expect
    .poll(async () => (await agent.status()).requestsPerSecond, { timeout: 30_000 })
    .toBeGreaterThan(1);
  const page = await car.run('status');
  expect(page.stdout).toMatch(/charge +82 %, plugged in/);
  expect(page.stdout).toMatch(
    /costs +\$0\.187 a kWh, 0\.\d+ kW at the plug \(modelled\), wear \$0\.\d+ an hour/,
  );

  car.sayParked({ doorOpen: true });
  await agent.until('ran');
  expect(agent.seen('ran')).toMatchObject({ outcome: 'driver_returned' });
  await agent.until('handed_in');
  expect(await agent.status()).toMatchObject({
    state: 'stopped',
    judgement: { reasons: [{ code: 'door-open' }] },
  });
  const handIn = car.market.workCalls.at(-1)?.handIns[0];
  expect(handIn?.costs?.wearNanoUsd).toBeGreaterThan(0);
  const { claims } = await car.market.openHandIn(handIn ?? expect.unreachable());
  expect(claims?.energySource).toBe('modelled');

  car.sayParked();
  await agent.untilState('waiting');
  await agent.end();
  const why = await car.run('why');
  expect(why.stdout).toMatch(/^time \(Europe\/Berlin\) +what +why\n/);
  expect(why.stdout).toMatch(
    /\d\d:\d\d +stopped +A door is open\.\n.*\d\d:\d\d +may run +Until .* nothing is known/,
  );
  expect(why.stdout).toMatch(/It might run for .*, was stopped for .*, and was not started for /);
  const document = JSON.parse((await car.run('why', '--json', '--since', '1h')).stdout);
  expect(document.stoppedMillisByReason['door-open']).toBeGreaterThan(0);
  expect(await car.run('why', '--since', 'soon')).toMatchObject({ code: 2 });
});

test('a sensor of the computer is what the receipt names, and its draw is what is metered', async () => {
  const car = await parkCar();
  car.give(500);
  const signals = car.sayParked({ computerMilliWatts: 90_000, awake: true });
  const agent = car.startEnrolling('--charter', car.writeCharter(), '--signals', signals);
  await agent.until('handed_in');
  const { claims } = await car.market.openHandIn(car.market.workCalls[1]?.handIns[0] ?? expect.unreachable());
  expect(claims?.energySource).toBe('file');
  await expect.poll(() => existsSync(car.dir.meters), { timeout: 10_000 }).toBe(true);
  const { costs, today } = await agent.status();
  // 1.153 · (90 W + 20 W + 5 % of 90 W)
  expect(costs.wallMilliWatts).toBe(132_019);
  const { days } = JSON.parse(readFileSync(car.dir.meters, 'utf8'));
  const [{ runningMillis = 0, energyMicroWattHours = 0 } = {}] = Object.values(days) as Record<
    string,
    number
  >[];
  expect(runningMillis).toBeGreaterThan(0);
  // Until the sensor was read first the class's rated power counts, 205 W at the wall: a moment of it at most.
  const meteredMilliWatts = (energyMicroWattHours * 3_600) / runningMillis;
  expect(meteredMilliWatts).toBeGreaterThan(131_000);
  expect(meteredMilliWatts).toBeLessThan(150_000);
  expect(today.requests).toBeGreaterThan(0);
});

test('kinds that the charter does not allow are never asked for; a changed charter counts at once', async () => {
  const car = await parkCar();
  car.give(10);
  const rules = car.writeCharter({ kinds: ['ocr'] });
  const agent = car.startEnrolling('--charter', rules, '--signals', car.sayParked());
  await agent.untilState('waiting');
  car.write('charter.json', '{"version": 1}');
  await expect
    .poll(async () => (await agent.status()).problems.join(), { timeout: 10_000 })
    .toMatch(/no valid charter/);
  expect((await agent.status()).state).toBe('waiting');
  expect(car.market.workCalls).toEqual([]);
  car.writeCharter({ kinds: ['embeddings'] });
  await expect.poll(async () => (await agent.status()).problems, { timeout: 10_000 }).toEqual([]);
  await agent.until('ran');
});

test('rules without a source of signals are never met: each thing that nobody tells is named', async () => {
  const car = await parkCar();
  const agent = car.startEnrolling('--charter', car.writeCharter());
  await agent.untilState('stopped');
  const { judgement } = await agent.status();
  expect(judgement.reasons.map(({ code }) => code)).toContain('missing-state-of-charge-percent');
  expect(car.market.workCalls).toEqual([]);
});

test('charter prints the rules as sentences and checks a file; export and erase cover what the car keeps', async () => {
  const car = await parkCar();
  expect(await car.run('charter')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('charter --json'),
  });
  const example = await car.run('charter', '--json');
  const rules = car.write('example.json', example.stdout);
  const checked = await car.run('charter', 'check', rules);
  expect(checked).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('- It computes only in P and with'),
  });
  const wrong = { ...JSON.parse(example.stdout), timeZone: 'Mars', hours: [] };
  expect(await car.run('charter', 'check', car.write('wrong.json', wrong))).toMatchObject({
    code: 4,
    stderr: expect.stringMatching(/IANA time zone.*at timeZone.*at hours/s),
  });

  car.give(50);
  const agent = car.startEnrolling();
  await agent.until('handed_in');
  await agent.end();
  const done = await car.run('export', '--out', car.file('all.json'));
  expect(done).toMatchObject({ code: 0, stdout: '' });
  const all = readJson(car.file('all.json'));
  expect(all).toMatchObject({
    identity: { vehicleId: 'veh_1' },
    notHandedIn: [],
    word: { pausedUntil: null },
  });
  expect(all.journal.map(({ kind }: { kind: string }) => kind)).toEqual(
    expect.arrayContaining(['started', 'judged', 'ran', 'handed-in', 'ended']),
  );
  const privateKeys = readJson(car.dir.device);
  expect(JSON.stringify(all)).not.toContain(privateKeys.signingKey.d);
  expect(JSON.stringify(all)).not.toContain(privateKeys.sealingKey.privateKey);
  expect(JSON.stringify(all)).not.toContain('Car 0.');

  expect(await car.run('erase')).toMatchObject({ code: 2, stderr: expect.stringContaining('say --yes') });
  expect(await car.run('erase', '--yes')).toMatchObject({ code: 0 });
  const rest = JSON.parse((await car.run('export')).stdout);
  expect(rest).toMatchObject({
    journal: [],
    meters: { days: {}, months: {} },
    identity: { vehicleId: 'veh_1' },
  });
  expect(await car.run('erase', '--yes', '--identity')).toMatchObject({ code: 0 });
  expect(JSON.parse((await car.run('export')).stdout)).toMatchObject({ identity: null });
});
