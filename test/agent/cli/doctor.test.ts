import { chmodSync, writeFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { type Car, embeddings, parkCar } from './agent-rig.ts';

vi.setConfig({ testTimeout: 120_000 });

type Findings = { sound: boolean; findings: { check: string; state: string; text: string; todo?: string }[] };

/** What it says in JSON, by check. */
async function diagnose(car: Car, ...args: string[]) {
  const base = ['--base-url', car.market.baseUrl, '--models', embeddings];
  const { code, stdout, stderr } = await car.run('doctor', '--json', ...base, ...args);
  expect(stderr).toBe('');
  const { sound, findings }: Findings = JSON.parse(stdout);
  expect(code).toBe(sound ? 0 : 4);
  const of = (check: string) => findings.find((each) => each.check === check);
  return { sound, of, wrong: findings.filter(({ state }) => state === 'wrong').map(({ check }) => check) };
}

async function enrolledCar(): Promise<Car> {
  const car = await parkCar();
  const agent = car.startEnrolling();
  await agent.until('started');
  await agent.end();
  return car;
}

test('a sound car is found sound; what is merely odd does not fail it', async () => {
  const car = await enrolledCar();
  const rules = ['--charter', car.writeCharter(), '--signals', car.sayParked()];
  const found = await diagnose(car, ...rules);
  expect(found.wrong).toEqual([]);
  expect(found.of(embeddings)?.text).toMatch(
    /^loaded in .* s, answered in .* s; sha256 f83afb5bd67e… as sold$/,
  );
  expect(found.of('signals')?.text).toMatch(/^told and fresh: /);
  expect(found.of('enrolment')?.text).toBe('The market takes its word.');
  const page = await car.run('doctor', '--base-url', car.market.baseUrl, '--models', embeddings);
  expect(page.stdout).toMatch(/^ok +disk +[\d,]+ MB free at /);
  expect(page.stdout).toMatch(/odd +charter +No rules are set.*\n +-> Write rules to /);
  expect(page.code).toBe(0);
});

test('without keys, with a market that is away, or a clock that is wrong, it says what to do', async () => {
  const car = await parkCar();
  const none = await diagnose(car, '--base-url', 'http://127.0.0.1:9/v1');
  expect(none.wrong).toEqual(['disk', 'key', 'market']);
  expect(none.of('key')?.todo).toContain('parkade-agent enroll CODE');
  expect(none.of('market')?.todo).toContain('--base-url');
  const enrolled = await enrolledCar();
  enrolled.market.aheadMillis = 3_600_000;
  const late = await diagnose(enrolled);
  expect(late.wrong).toEqual(['clock']);
  expect(late.of('clock')).toMatchObject({
    text: expect.stringMatching(/^This clock is 3\d\d\d\.\d s behind the market's\.$/),
    todo: expect.stringContaining('NTP'),
  });
});

test('a key that others may read, or that the market refuses, and a damaged one', async () => {
  const car = await enrolledCar();
  chmodSync(car.dir.device, 0o644);
  expect((await diagnose(car)).of('key')).toMatchObject({
    state: 'wrong',
    todo: expect.stringContaining('chmod 600'),
  });
  chmodSync(car.dir.device, 0o600);
  // The first is the question whether the market answers at all.
  car.market.troubles.push({ status: 403 });
  expect((await diagnose(car)).of('enrolment')).toMatchObject({
    state: 'wrong',
    todo: expect.stringContaining('enroll'),
  });
  writeFileSync(car.dir.device, '{}');
  expect((await diagnose(car)).of('key')).toMatchObject({
    state: 'wrong',
    text: expect.stringContaining('no device key'),
  });
});

test('engines that do not load, rules that are not valid, sources that say nothing or too little', async () => {
  const car = await enrolledCar();
  const upstream = {
    model: 'qwen3-8b',
    upstreamModel: 'x',
    baseUrl: 'http://127.0.0.1:9/v1',
    modelSha256: 'ab',
  };
  expect((await diagnose(car, '--upstreams', car.write('up.json', [upstream]))).of('engines')).toMatchObject({
    state: 'wrong',
    text: expect.stringContaining('modelSha256'),
  });
  const invalid = await diagnose(car, '--charter', car.write('charter.json', '{"version": 2}'));
  expect(invalid.of('charter')).toMatchObject({
    state: 'wrong',
    todo: expect.stringContaining('charter check'),
  });

  const rules = [
    '--charter',
    car.writeCharter({ tariff: { kind: 'dynamic', ceilingMicroUsdPerKwh: 300_000 } }),
  ];
  expect((await diagnose(car, ...rules)).of('signals')).toMatchObject({ state: 'wrong' });
  const some = await diagnose(car, ...rules, '--signals', car.say({ gear: 'P', pluggedIn: true }));
  expect(some.wrong).toEqual(['signals', 'prices']);
  expect(some.of('signals')?.text).toContain('it is not known whether a door is open');
  const silent = ['--signals', `file:${car.write('nothing.jsonl', '')}`, '--price-feed', 'rates:none.json'];
  expect((await diagnose(car, ...rules, ...silent)).of('signals')?.text).toBe('Nothing was told within 5 s.');
  expect((await diagnose(car, ...rules, '--signals', 'carrier-pigeon:1')).of('signals')?.text).toContain(
    'there is no such kind of source',
  );
});

test('beside an agent that runs it asks that agent what the market said, and does not call in its name', async () => {
  const car = await parkCar();
  const agent = car.startEnrolling();
  await agent.untilState('waiting');
  await expect
    .poll(async () => (await agent.status()).market.lastReplyAt, { timeout: 20_000 })
    .not.toBeNull();
  // A paused agent calls nobody: whoever calls now would be doctor.
  await agent.say('pause', { hours: 1 });
  const calls = car.market.workCalls.length;
  const found = await diagnose(car);
  expect(found.wrong).toEqual([]);
  expect(found.of('enrolment')?.text).toBe('The market answers the agent that runs.');
  expect(car.market.workCalls.length).toBe(calls);
});
