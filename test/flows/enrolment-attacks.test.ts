import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, deliver, idleCall, newCode, ownerKey, startDevice } from '../support/device-rig.ts';
import { type Market, startMarket } from '../support/market-rig.ts';

let market: Market;
beforeAll(async () => {
  market = await startMarket();
});
afterAll(async () => {
  await market.expectSound();
  await market.close();
});

const refused = { status: 400, code: 'invalid_enrolment_code' };
/** Another code with the same first half: what a guesser has who saw it over a shoulder. */
const guess = (code: string, no: number) => `${code.slice(0, 9)}-0000-000${no}`;

describe('a guesser', () => {
  test('has five tries at a code, and then it is dead for its owner too', async () => {
    const code = await newCode(market);
    const thief = await startDevice(market);
    for (let no = 0; no < 5; no++) expect(await thief.tryCode(guess(code, no))).toMatchObject(refused);
    expect(await (await startDevice(market)).tryCode(code)).toMatchObject(refused);
  });

  test('leaves the owner the fifth', async () => {
    const code = await newCode(market);
    const thief = await startDevice(market);
    for (let no = 0; no < 4; no++) await thief.tryCode(guess(code, no));
    expect((await (await startDevice(market)).tryCode(code)).status).toBe(200);
  });

  test('has no more of them who sends two hundred at once', async () => {
    const code = await newCode(market);
    const thief = await startDevice(market);
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, no) => thief.tryCode(no === 39 ? code : guess(code, no % 10))),
    );
    // The code itself may be among the five, and is let in at most once.
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    expect(new Set(answers.filter(({ status }) => status !== 200).map(({ code: said }) => said))).toEqual(
      new Set(['invalid_enrolment_code']),
    );
    expect(await (await startDevice(market)).tryCode(code)).toMatchObject(refused);
  });

  test('is told the same of a code that never was, one that is dead, one that is used and one that lapsed', async () => {
    const thief = await startDevice(market);
    const used = await newCode(market);
    await (await startDevice(market)).enrol(used);
    const dead = await newCode(market);
    for (let no = 0; no < 5; no++) await thief.tryCode(guess(dead, no));
    const lapsed = await newCode(market);
    market.advanceSeconds(600);
    const open = await newCode(market);
    const codes = ['0000-0000-0000-0000', dead, used, guess(used, 1), lapsed, guess(open, 1), 'nonsense'];
    const told = await Promise.all(codes.map((code) => thief.tryCode(code)));
    expect(new Set(told.map(({ status, json }) => JSON.stringify([status, json]))).size).toBe(1);
  });
});

describe('a code', () => {
  test('is read as people type it, and enrols until its last second', async () => {
    const code = await newCode(market);
    market.advanceSeconds(599);
    const car = await startDevice(market);
    await car.enrol(` ${code.toLowerCase().replaceAll('-', ' ')}`);
    expect((await car.send('/vehicle/work', idleCall)).status).toBe(200);
  });

  test('used by two cars at once enrols one of them', async () => {
    const code = await newCode(market);
    const cars = await Promise.all([startDevice(market), startDevice(market)]);
    const answers = await Promise.all(cars.map((car) => car.tryCode(code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
    expect(answers.find(({ status }) => status === 400)).toMatchObject(refused);
  });

  test('whose answer was lost is answered again, to the same key and to no other', async () => {
    const code = await newCode(market);
    const car = await startDevice(market);
    const first = await car.tryCode(code);
    for (let times = 0; times < 7; times++) expect((await car.tryCode(code)).json).toEqual(first.json);
    expect(await (await startDevice(market)).tryCode(code)).toMatchObject(refused);
  });

  test('dies of attempts that fail for another reason as well', async () => {
    const code = await newCode(market);
    const car = await startDevice(market);
    const wrong = [
      { models: ['no-such-model'] },
      { attestation: 'no.such.word' },
      { sealingKey: 'A'.repeat(43) },
      { benchmarks: [{ model: 'tesseract-eng', speed: 1, memoryMegabytes: 1 }] },
      { models: ['no-such-model'] },
    ];
    const codes = [];
    for (const changes of wrong) codes.push((await car.tryCode(code, changes)).code);
    expect(codes).toEqual([
      'model_not_found',
      'invalid_attestation',
      'invalid_request',
      'invalid_request',
      'model_not_found',
    ]);
    expect(await car.tryCode(code)).toMatchObject(refused);
  });

  test('for a vehicle is given to its owner alone', async () => {
    const car = await startDevice(market);
    await car.enrol(await newCode(market));
    const body = { vehicle_id: car.device.identity?.vehicleId ?? '' };
    expect(await ask(market, ownerKey(market, 1), '/owner/enrolment_codes', { body })).toMatchObject({
      status: 404,
      code: 'not_found',
    });
  });

  test('lets a car that has it enrol for the owner who gave it, whoever else asks', async () => {
    const car = await startDevice(market);
    await car.enrol(await newCode(market, 1));
    expect(car.device.identity?.ownerId).toBe(market.owners[1]?.ownerId);
    const path = `/owner/vehicles/${car.device.identity?.vehicleId}`;
    expect((await ask(market, ownerKey(market, 0), path)).status).toBe(404);
    expect((await ask(market, ownerKey(market, 1), path)).status).toBe(200);
  });
});

describe('key material', () => {
  test('that is too short, too long, not base64url or not there is refused, and takes no try', async () => {
    const code = await newCode(market);
    const car = await startDevice(market);
    for (const changes of [
      { signingKey: 'short' },
      { signingKey: 'A'.repeat(44) },
      { signingKey: '='.repeat(43) },
      { signingKey: null },
      { sealingKey: 7 },
      { sealingKey: 'A'.repeat(10_000) },
      { code: 'x'.repeat(101) },
      { models: [] },
      { models: Array.from({ length: 51 }, () => 'parkade-embed-1') },
      { softwareVersion: 'v'.repeat(51) },
      { hardwareClass: 'HW3' },
      { owner: 'own_1' },
    ])
      expect(await car.tryCode(code, changes), JSON.stringify(changes)).toMatchObject({
        status: 400,
        code: 'invalid_request',
      });
    expect((await car.tryCode(code)).status).toBe(200);
  });

  test('of another device can’t be enrolled: who enrols holds the key', async () => {
    const code = await newCode(market);
    const car = await startDevice(market);
    const thief = await startDevice(market);
    expect(await thief.tryCode(code, { signingKey: car.device.signingPublicKey })).toMatchObject({
      status: 401,
      code: 'invalid_proof',
    });
    const body = { code, ...car.about, signingKey: car.device.signingPublicKey, sealingKey: 'A'.repeat(43) };
    const signing = { kid: car.device.signingPublicKey };
    expect((await thief.send('/vehicle/enrolments', body, signing)).code).toBe('invalid_proof');
  });

  test('without a proof, or with the proof of another body, is refused', async () => {
    const car = await startDevice(market);
    const { url, init } = await car.sign('/vehicle/enrolments', {}, { kid: car.device.signingPublicKey });
    const headers = { 'content-type': 'application/json' };
    expect(await deliver({ url, init: { ...init, headers } })).toMatchObject({ code: 'invalid_proof' });
    expect(await deliver({ url, init: { ...init, body: '{"code":"x"}' } })).toMatchObject({
      code: 'invalid_proof',
    });
  });

  test('that is as long as a film is not read to its end', async () => {
    const car = await startDevice(market);
    expect(await car.tryCode('7F3K-9QX2-M0AB-ZZ41', { attestation: 'A'.repeat(1_000_001) })).toMatchObject({
      status: 413,
    });
    // The market hung up on it.
    await car.tryCode('7F3K-9QX2-M0AB-ZZ41').catch(() => undefined);
  });
});
