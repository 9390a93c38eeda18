import { appendFile, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSignals } from '../../../agent/signals/open-signals.ts';
import type { RunningSource } from '../../../agent/signals/signal-source.ts';
import { samples } from '../../../agent/signals/simulated/samples.ts';
import { listener, setClock } from './support/listening.ts';

const start = Date.UTC(2026, 2, 2, 20);
let folder: string;
let path: string;
let running: RunningSource | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parkade-signals-'));
  path = join(folder, 'signals.jsonl');
});
afterEach(async () => {
  await running?.stop();
  await rm(folder, { recursive: true });
});

const lines = (...given: unknown[]) => given.map((line) => `${JSON.stringify(line)}\n`).join('');

async function listen(query = '', form = 'file') {
  const clock = setClock(start);
  const ear = listener(clock);
  running = await ear.start(await openSignals(`${form}:${path}${query}`, ear.deps));
  return { ...ear, clock };
}

describe('a file of signals', () => {
  it('is told line by line when its time has come, as of the time that it says', async () => {
    await writeFile(
      path,
      lines(
        { at: start - 30_000, gear: 'P', pluggedIn: true },
        { at: new Date(start + 60_000).toISOString(), gear: 'D' },
      ),
    );
    const ear = await listen();
    await ear.until(() => ear.value('gear') === 'P');
    expect(ear.ageMillis('gear')).toBe(30_000);
    await ear.clock.lookedAt();
    expect(ear.told).toHaveLength(1);
    ear.clock.set(start + 61_000);
    await ear.until(() => ear.value('gear') === 'D');
    expect(ear.store.current().gear).toEqual({ value: 'D', at: start + 60_000, source: 'file' });
  });

  it('is followed while it grows, also by halves of lines and letters', async () => {
    await writeFile(path, '');
    const ear = await listen();
    const [first, second] = [
      Buffer.from(lines({ at: start, gear: 'P', note: 'é' })),
      lines({ at: start, doorOpen: true }),
    ];
    const middle = first.indexOf(0xc3) + 1;
    await appendFile(path, first.subarray(0, middle));
    await ear.clock.lookedAt();
    expect(ear.told).toEqual([]);
    await appendFile(path, Buffer.concat([first.subarray(middle), Buffer.from(second)]));
    await ear.until(() => ear.value('doorOpen') === true);
    expect(ear.value('gear')).toBe('P');
    expect(ear.events).toEqual([]);
  });

  it('is read from its start where it was made anew, in its place or by cutting it', async () => {
    await writeFile(path, lines({ at: start, gear: 'D' }, { at: start, gear: 'R' }));
    const ear = await listen();
    await ear.until(() => ear.value('gear') === 'R');
    await writeFile(`${path}.new`, lines({ at: start, gear: 'N' }, { at: start, locked: true }));
    await rename(`${path}.new`, path);
    await ear.until(() => ear.value('locked') === true);
    await writeFile(path, lines({ at: start, gear: 'P' }));
    await ear.until(() => ear.value('gear') === 'P');
  });

  it('can be replayed as if it happened from now on', async () => {
    const long = Date.UTC(2020, 0, 1);
    await writeFile(path, lines({ at: long, gear: 'D' }, { at: long + 60_000, gear: 'P' }));
    const ear = await listen('?replay=yes');
    await ear.until(() => ear.value('gear') === 'D');
    expect(ear.ageMillis('gear')).toBe(0);
    ear.clock.set(start + 60_000);
    await ear.until(() => ear.value('gear') === 'P');
    expect(ear.ageMillis('gear')).toBe(0);
  });

  it('says of bad lines that they were ignored, and goes on; positions are dropped without a word', async () => {
    await writeFile(
      path,
      [
        'not JSON\n[]\n{"gear":"P"}\n{"at":"soon","gear":"P"}\n\n',
        lines({
          at: start,
          gear: 'X',
          stateOfChargePercent: 300,
          latitude: 52.5,
          geofence: 'Home',
          locked: true,
        }),
      ].join(''),
    );
    const ear = await listen();
    await ear.until(() => ear.value('locked') === true);
    expect(ear.events.map((event) => 'topic' in event && event.topic)).toEqual([
      'line',
      'line',
      'line',
      'line',
      'gear',
      'stateOfChargePercent',
    ]);
    expect(Object.keys(ear.store.current())).toEqual(['locked']);
    expect(JSON.stringify([ear.told, ear.events])).not.toMatch(/52\.5|Home|latitude|geofence/);
  });

  it('gives back a simulated day as it was', async () => {
    const day = [...samples({ seed: 3, from: start - 86_400_000, days: 1, everyMillis: 600_000 })];
    await writeFile(
      path,
      lines(
        ...day.map(({ at, signals }) => ({
          at,
          ...Object.fromEntries(Object.entries(signals).map(([name, reading]) => [name, reading?.value])),
        })),
      ),
    );
    const ear = await listen();
    await ear.until(() => ear.told.length === day.length);
    const unnamed = (told: unknown) => JSON.parse(JSON.stringify(told).replaceAll('simulated', 'file'));
    expect(ear.told).toEqual(unnamed(day.map(({ signals }) => signals)));
  });

  it('is refused where there is none', async () => {
    await expect(listen()).rejects.toThrow(`the file '${path}' can not be read`);
  });
});

describe('a file of fleet-telemetry records', () => {
  it('is read with and without types, and as a log has it', async () => {
    const CreatedAt = new Date(start).toISOString();
    await writeFile(
      path,
      lines(
        { Vin: '5YJ3', CreatedAt, IsResend: false, Gear: 'ShiftStateP', Location: { latitude: 52.5 } },
        {
          vin: '5YJ3',
          createdAt: CreatedAt,
          data: [
            { key: 'Soc', value: { stringValue: '61' } },
            { key: 'Locked', value: { invalid: true } },
          ],
        },
        {
          msg: 'record_payload',
          data: {
            Vin: '5YJ3',
            CreatedAt,
            DetailedChargeState: { detailedChargeState: 'DetailedChargeStateComplete' },
          },
        },
        { Vin: '5YJ3', CreatedAt, CenterDisplay: 'DisplayStateOff', Gear: 7 },
        { Vin: '5YJ3', CreatedAt, InsideTemp: 20 },
      ),
    );
    const ear = await listen('', 'fleet-telemetry+file');
    await ear.until(() => ear.value('cabinCelsius') === 20);
    const values = Object.entries(ear.store.current()).map(([name, reading]) => [name, reading?.value]);
    expect(Object.fromEntries(values)).toEqual({
      gear: 'P',
      stateOfChargePercent: 61,
      pluggedIn: true,
      charging: false,
      cabinCelsius: 20,
    });
    expect(ear.events).toEqual([{ event: 'signal_ignored', source: 'fleet-telemetry', topic: 'Gear' }]);
    expect(JSON.stringify(ear.told)).not.toMatch(/5YJ3|52\.5/);
  });
});
