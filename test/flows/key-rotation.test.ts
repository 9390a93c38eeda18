import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enrolDevice, registerIfChanged, rotateKeys, settleKeys } from '../../agent/device-enrolment.ts';
import { signCompact } from '../../agent/signing-key.ts';
import { createSpool } from '../../agent/spool.ts';
import {
  ask,
  copyOf,
  type Device,
  deliver,
  enrolledDevice,
  idleCall,
  newCode,
  ownerKey,
  startDevice,
} from '../support/device-rig.ts';
import { embeddingLine, type Market, startMarket } from '../support/market-rig.ts';

let market: Market;
beforeAll(async () => {
  market = await startMarket();
});
afterAll(async () => {
  await market.expectSound();
  await market.close();
});

const enrolled = () => enrolledDevice(market);

const partsOf = ({ device, wire, folder }: Device) => ({
  device,
  market: wire,
  spool: createSpool(join(folder, 'spool')),
});
const call = async (car: Device) => (await car.send('/vehicle/work', idleCall)).code;
const keysOf = ({ device }: Device) => [device.signingPublicKey, device.sealingPublicKey];
const powerCut = async (): Promise<never> => {
  throw new Error('the power went');
};

describe('new keys', () => {
  test('count at once; what the old one signs is refused, and signed before is too', async () => {
    const car = await enrolled();
    const before = await startDevice(market, copyOf(car.folder));
    const captured = await car.sign('/vehicle/work', idleCall);
    const old = keysOf(car);
    await rotateKeys(partsOf(car));
    expect(keysOf(car).filter((key) => old.includes(key))).toEqual([]);
    expect(await call(car)).toBeUndefined();
    expect(await call(before)).toBe('invalid_proof');
    expect((await deliver(captured)).code).toBe('invalid_proof');
    expect(await call(await startDevice(market, car.folder))).toBeUndefined();
  });

  test('open what is leased from then on', async () => {
    const car = await market.vehicle(0, ['parkade-embed-1']);
    await rotateKeys({
      device: car.device,
      market: car.market,
      spool: createSpool(join(market.dir, 'none')),
    });
    const { id } = await market.submit([embeddingLine('a', 'a parked car')]);
    await market.work(car);
    expect(await market.batch(id)).toMatchObject({ status: 'completed' });
  });

  test('wait until what is leased was handed in', async () => {
    const car = await enrolled();
    await market.submit([embeddingLine('a', 'a parked car')]);
    const want = { seconds: 30, tasks: 1, models: ['parkade-embed-1'] };
    const [lease] = (await car.wire.work({ handIns: [], want })).leases;
    if (!lease) throw new Error('a lease was expected');
    const parts = partsOf(car);
    await parts.spool.keep(lease);
    await expect(rotateKeys(parts)).rejects.toThrow('1 tasks are not handed in');
    await car.wire.work({ handIns: [{ leaseToken: lease.leaseToken, result: null }], want: null });
    await parts.spool.remove(lease);
    await rotateKeys(parts);
    expect(await call(car)).toBeUndefined();
  });

  test.each([
    ['for another vehicle', { vehicleId: 'veh_other' }],
    ['for other keys', { sealingKey: 'A'.repeat(43) }],
  ])('whose possession is signed %s are refused', async (_what, changes) => {
    const [car, other] = [await enrolled(), await enrolled()];
    const keys = { signingKey: keysOf(other)[0], sealingKey: keysOf(other)[1] };
    const claims = { vehicleId: car.device.identity?.vehicleId, ...keys, ...changes };
    const header = { typ: 'parkade-possession+jwt', kid: 'veh_1' };
    const possession = await signCompact(claims, header, other.device.signingKey);
    const refused = await car.send('/vehicle/keys', { ...keys, possession });
    expect(refused).toMatchObject({ status: 401, code: 'invalid_proof' });
    const mine = await signCompact({ ...claims, ...keys }, header, car.device.signingKey);
    expect((await car.send('/vehicle/keys', { ...keys, possession: mine })).code).toBe('invalid_proof');
    expect(await call(car)).toBeUndefined();
  });
});

describe('a power cut', () => {
  /** Ends as the process does: nothing is written any more. */
  const cuts: [string, (car: Device) => Promise<unknown>][] = [
    ['before the new keys were sent', (car) => rotateKeys(withMarket(car, { changeKeys: powerCut }))],
    [
      'before their answer came',
      (car) =>
        rotateKeys(
          withMarket(car, {
            changeKeys: async (...asked) => {
              await car.wire.changeKeys(...asked);
              await powerCut();
            },
          }),
        ),
    ],
    [
      'before the answer was written down',
      (car) => rotateKeys({ ...partsOf(car), device: Object.assign(car.device, { useNext: powerCut }) }),
    ],
  ];
  const withMarket = (car: Device, changes: Partial<Device['wire']>) => ({
    ...partsOf(car),
    market: { ...car.wire, ...changes },
  });

  test.each(cuts)('%s leaves a car that finds its key at the next start', async (_when, cut) => {
    const car = await enrolled();
    const [old] = keysOf(car);
    await expect(cut(car)).rejects.toThrow('the power went');
    const restarted = await startDevice(market, car.folder);
    await settleKeys(partsOf(restarted));
    expect(keysOf(restarted)[0]).not.toBe(old);
    expect(await call(restarted)).toBeUndefined();
    // Nothing is left to settle, now and after another start.
    expect(restarted.device.next).toBeUndefined();
    expect((await startDevice(market, car.folder)).device.next).toBeUndefined();
  });

  test.each(['lost', 'refused'] as const)(
    'in an enrolment with a new key, its answer %s, leaves the vehicle with one key that counts',
    async (how) => {
      const car = await enrolled();
      const code = await newCode(market, 0, car.device.identity?.vehicleId);
      if (how === 'lost') {
        const losing = {
          ...car.wire,
          enrol: async (...asked: Parameters<typeof car.wire.enrol>) => {
            await car.wire.enrol(...asked);
            return powerCut();
          },
        };
        const about = { code, ...car.about, models: [...car.about.models] };
        await expect(enrolDevice({ device: car.device, market: losing }, about)).rejects.toThrow('power');
      } else await expect(car.enrol(`${code.slice(0, -4)}0000`)).rejects.toThrow('enrolment code');
      const restarted = await startDevice(market, car.folder);
      await settleKeys(partsOf(restarted));
      expect(await call(restarted)).toBeUndefined();
      expect(restarted.device.next).toBeUndefined();
    },
  );
});

test('a vehicle registers what changed, and is leased what it holds from then on', async () => {
  const car = await enrolled();
  const path = `/owner/vehicles/${car.device.identity?.vehicleId}`;
  const measured: number[] = [];
  const register = (models: string[], softwareVersion: string) =>
    registerIfChanged(partsOf(car), { models, softwareVersion }, async () => {
      measured.push(measured.length);
      return models.map((model) => ({ model, speed: 2.5, memoryMegabytes: 120 }));
    });
  await register(['parkade-embed-1', 'tesseract-eng'], '1.1.0');
  await register(['parkade-embed-1', 'tesseract-eng'], '1.1.0');
  expect(measured).toHaveLength(1);
  expect((await ask(market, ownerKey(market), path)).json).toMatchObject({
    software_version: '1.1.0',
    models: ['parkade-embed-1', 'tesseract-eng'],
    benchmarks: [
      { model: 'parkade-embed-1', speed: 2.5, memory_megabytes: 120 },
      { model: 'tesseract-eng', speed: 2.5, memory_megabytes: 120 },
    ],
  });
  await register(['parkade-embed-1'], '1.1.0');
  expect(measured).toHaveLength(2);
  expect(
    await car.send('/vehicle/registration', { models: ['no-such'], softwareVersion: '1' }),
  ).toMatchObject({
    status: 404,
    code: 'model_not_found',
  });
});

test('the command line enrols a car, gives it new keys, and ends with the reason where its key was copied', async () => {
  const folder = join(market.dir, 'commands');
  const run = async (...words: string[]) => {
    const options = [
      '--base-url',
      `${market.cloud.url}/v1`,
      '--data-dir',
      folder,
      '--models',
      'parkade-embed-1',
    ];
    const program = fileURLToPath(new URL('../../agent/cli/main.ts', import.meta.url));
    const child = spawn(process.execPath, [program, ...words, ...options]);
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => said.push(piece));
    const [code] = await once(child, 'close');
    return { code, text: Buffer.concat(said).toString() };
  };
  expect(await run('enroll', await newCode(market))).toMatchObject({ code: 0 });
  const before = await startDevice(market, copyOf(folder));
  const path = `/owner/vehicles/${before.device.identity?.vehicleId}`;
  expect((await ask(market, ownerKey(market), path)).json).toMatchObject({
    state: 'active',
    benchmarks: [
      { model: 'parkade-embed-1', speed: expect.any(Number), memory_megabytes: expect.any(Number) },
    ],
  });
  expect(await run('rotate-keys')).toMatchObject({ code: 0, text: expect.stringContaining('has new keys') });
  expect(await call(before)).toBe('invalid_proof');

  const [car, thief] = [await startDevice(market, folder), await startDevice(market, copyOf(folder))];
  await car.wire.work(idleCall);
  await thief.wire.work(idleCall);
  await expect(car.wire.work(idleCall)).rejects.toThrow('quarantined');
  const ended = await run('run');
  expect(ended.code).not.toBe(0);
  expect(ended.text).toContain('Two programs signed with its key');

  const { json } = await ask(market, ownerKey(market), `${path}/reinstate`, { method: 'POST' });
  expect(await run('enroll', json.code)).toMatchObject({ code: 0 });
  expect(await call(await startDevice(market, folder))).toBeUndefined();
  expect(await call(thief)).toBe('invalid_proof');
});
