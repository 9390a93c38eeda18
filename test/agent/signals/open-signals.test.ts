import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSignals } from '../../../agent/signals/open-signals.ts';
import type { SignalSource } from '../../../agent/signals/signal-source.ts';
import { createSignalStore, startSources } from '../../../agent/signals/signal-store.ts';
import { listener, setClock } from './support/listening.ts';

const start = Date.UTC(2026, 2, 2, 20);

describe('a specification of sources', () => {
  const { deps } = listener(setClock(start));

  it.each([
    ['mqtt://h/teslamate', 'teslamate'],
    ['mqtt://h/teslamate/1', 'teslamate'],
    ['mqtts://u:p@h:8883/teslamate/ns/cars/2?retained=trusted', 'teslamate'],
    ['mqtt://h/ovms/u/v', 'ovms'],
    ['fleet-telemetry+mqtt://h/telemetry/5YJ3', 'fleet-telemetry'],
    ['evcc:http://h:7070?loadpoint=Garage', 'evcc'],
    ['file:/tmp/x.jsonl?replay=yes', 'file'],
    ['simulated:7?zone=Europe/Berlin&home=0.9', 'simulated'],
    ['evcc:http://h:7070 simulated:7', 'evcc+simulated'],
  ])('is understood: %s', async (specification, name) => {
    expect((await openSignals(specification, deps)).name).toBe(name);
  });

  it.each([
    ['', 'No source of signals is named'],
    ['tesla:1', 'there is no such kind of source'],
    ['mqtt://h', 'the path names neither'],
    ['mqtt://h/teslamate/%23', 'no wildcards'],
    ['mqtt://h/teslamate/1?retained=yes', "retained can only be 'trusted'"],
    ['mqtt://h/teslamate/1?user=x', "'user' is none of: retained, map"],
    ['mqtt://', 'that is no URL of a broker'],
    ['mqtt://h/?map=/nowhere.json', "the file '/nowhere.json' can not be read"],
    ['fleet-telemetry+mqtt://h/telemetry', 'the path is not /<topic_base>/<VIN>'],
    ['evcc:h:7070', 'behind evcc: there is no http URL'],
    ['file:', 'no file is named'],
    ['file:x?replay=maybe', "replay can only be 'yes'"],
    ['simulated:', 'the seed is no whole number'],
    ['simulated:1?zone=Mars', "'Mars' is no time zone"],
    ['simulated:1?home=2', 'home is not between 0 and 1'],
    ['simulated:1 mqtt://emma:secret@h/x', 'the path names neither'],
  ])('is refused with what is wrong and what is allowed: %s', async (specification, problem) => {
    const refused = openSignals(specification, deps);
    await expect(refused).rejects.toThrow(problem);
    await expect(refused).rejects.toThrow('Allowed are:\n  mqtt://');
    await expect(refused).rejects.not.toThrow('secret');
  });

  it('makes one source of several; if one can not start, none runs', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'parkade-signals-'));
    try {
      const path = join(folder, 'door.jsonl');
      await writeFile(path, `{"at":${start},"departureAt":${start + 1}}\n`);
      const ear = listener(setClock(start));
      const both = await ear.start(await openSignals(['simulated:7', `file:${path}`], ear.deps));
      await ear.until(() => ear.value('gear') === 'P' && ear.value('departureAt') === start + 1);
      await both.stop();
      const broken = await openSignals(['simulated:7', 'file:/nowhere'], ear.deps);
      await expect(ear.start(broken)).rejects.toThrow("'/nowhere' can not be read");
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('the store of signals', () => {
  const gear = (value: 'P' | 'D', at: number) => ({ gear: { value, at } });

  it('keeps the latest reading of each signal, whoever told it, and of two alike the last', () => {
    const store = createSignalStore(() => 1_000);
    store.tell({ ...gear('P', 500), locked: { value: true, at: 100 } });
    store.tell(gear('D', 400));
    expect(store.current().gear).toEqual({ value: 'P', at: 500 });
    store.tell(gear('D', 500));
    expect(store.current()).toEqual({ gear: { value: 'D', at: 500 }, locked: { value: true, at: 100 } });
  });

  it('calls who listens when something is newer, and no longer when he has enough', () => {
    const store = createSignalStore(() => 1_000);
    const seen: unknown[] = [];
    const end = store.onChange(({ gear: reading }) => seen.push(reading?.value));
    store.tell(gear('P', 500));
    store.tell(gear('D', 400));
    store.tell({});
    expect(seen).toEqual(['P']);
    end();
    store.tell(gear('D', 600));
    expect(seen).toEqual(['P']);
  });

  it('lets no source with a clock ahead keep a value alive or a later one out', () => {
    let now = 1_000;
    const store = createSignalStore(() => now);
    store.tell(gear('P', 9_000));
    expect(store.current().gear?.at).toBe(1_000);
    now = 1_010;
    store.tell(gear('D', 1_005));
    expect(store.current().gear?.value).toBe('D');
  });

  it('takes what is told after its clock was set back', () => {
    let now = 10_000;
    const store = createSignalStore(() => now);
    store.tell(gear('P', 10_000));
    now = 2_000;
    store.tell(gear('D', 2_000));
    expect(store.current().gear).toEqual({ value: 'D', at: 2_000 });
  });

  it('stops the sources that have started where one can not', async () => {
    const stopped: string[] = [];
    const source = (name: string, fails: boolean): SignalSource => ({
      name,
      async start() {
        if (fails) throw new Error(`${name} is broken`);
        return { stop: async () => void stopped.push(name) };
      },
    });
    const store = createSignalStore(() => 0);
    await expect(startSources([source('a', false), source('b', true)], store)).rejects.toThrow('b is broken');
    expect(stopped).toEqual(['a']);
  });
});
