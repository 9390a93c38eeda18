import { expect, test, vi } from 'vitest';
import { openJournal } from '../../../agent/journal.ts';
import { type Charter, standardCharter } from '../../../shared/charter.ts';
import { type Car, parkCar, parkedAtHome } from './agent-rig.ts';

vi.setConfig({ testTimeout: 120_000 });

const hour = 3_600_000;

/** Ten days of a car that stands at home from 18:00 to 08:00 UTC, as its agent would have noted them. */
async function logTenDays(car: Car): Promise<void> {
  const today = Math.floor(Date.now() / (24 * hour)) * 24 * hour;
  let now = today - 10 * 24 * hour;
  const journal = openJournal(car.dir.journal, { now: () => now });
  journal.note({ kind: 'started', softwareVersion: '0', models: [], timeZone: 'UTC' });
  for (const [name, value] of Object.entries(parkedAtHome))
    journal.note({ kind: 'signal', name: name as 'gear', value });
  for (let day = 10; day > 0; day--) {
    await noteDay(journal, (hours) => {
      now = today - day * 24 * hour + hours * hour;
    });
  }
  now = today;
  journal.note({ kind: 'ended' });
  await journal.written();
}

async function noteDay(journal: ReturnType<typeof openJournal>, setHour: (hours: number) => void) {
  for (const [hours, gear] of [
    [8, 'D'],
    [18, 'P'],
  ] as const) {
    setHour(hours);
    journal.note({ kind: 'signal', name: 'gear', value: gear });
    await journal.written();
  }
  setHour(20);
  journal.note({
    kind: 'ran',
    taskId: 't',
    finished: 1,
    requests: 1,
    outcome: 'finished',
    runningMillis: hour,
  });
  const pay = { grossNanoUsd: 324_000_000, energyNanoUsd: 0, wearNanoUsd: 0, netNanoUsd: 324_000_000 };
  journal.note({ kind: 'handed-in', taskId: 't', model: 'm', status: 'accepted', requests: 1, ...pay });
  await journal.written();
}

test('what-if replays the logged days under other rules and sets them beside the present ones', async () => {
  const car = await parkCar();
  const departure = { ...standardCharter.departure, weekly: [] };
  const present: Charter = { ...standardCharter, departure, netFloorMicroUsdPerHour: 0 };
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
  const nights = car.writeCharter({ hours: [{ days: [...days], from: '22:00', to: '06:00' }] });
  await logTenDays(car);

  const alone = await car.run('what-if', '--charter', nights);
  expect(alone).toMatchObject({ code: 0, stderr: '' });
  expect(alone.stdout).toContain('No rules are set at present');

  car.writeInData('charter.json', present);
  const both = await car.run('what-if', '--charter', nights);
  expect(both.stdout).toMatch(/present rules +other rules/);
  // 14 h a day stand at home, 8 h of them are of the night.
  expect(both.stdout).toMatch(/allowed +140\.0 h +80\.0 h/);
  expect(both.stdout).toMatch(/not: gear +100\.0 h/);
  expect(both.stdout).toContain('As the log has it: an hour of computing earns $0.324');
  const { present: now, proposed } = JSON.parse(
    (await car.run('what-if', '--charter', nights, '--json')).stdout,
  );
  expect(now.allowedMillis).toBe(140 * hour);
  expect(proposed.allowedMillis).toBe(80 * hour);
  expect(proposed.forbiddenMillis.gear).toBeLessThanOrEqual(100 * hour);
  expect(proposed.pay.netNanoUsd).toBe(
    proposed.pay.grossNanoUsd - proposed.pay.energyNanoUsd - proposed.pay.wearNanoUsd,
  );
  expect(proposed.pay.wearNanoUsd).toBeLessThan(now.pay.wearNanoUsd);
});

test('with an empty log, or a charter that is none, it says so', async () => {
  const car = await parkCar();
  const rules = car.writeCharter();
  expect(await car.run('what-if', '--charter', rules)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('has nothing of that time'),
  });
  expect(await car.run('what-if', '--charter', car.file('none.json'))).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('there is no such file'),
  });
});
