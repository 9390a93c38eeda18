import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { statementsBy } from '../../functions/adapters/signing-keys.ts';
import { canonicalJson } from '../../shared/canonical-json.ts';
import { erasureType, outputReceiptType, type Receipt } from '../../shared/contract/receipts.ts';
import { verifyReceipts } from '../../shared/receipts.ts';

const seed = () => randomBytes(32).toString('base64url');
const market = await statementsBy(seed());

const outputs = ['a', 'b', 'ü "quoted"'].map((custom_id) => JSON.stringify({ custom_id, response: {} }));
const claimsOf = (output: string, changes: Partial<Receipt> = {}) => ({
  batch_id: 'batch_1',
  custom_id: JSON.parse(output).custom_id as string,
  request_id: 'req_1',
  line: 1,
  status: 200,
  output_sha256: createHash('sha256').update(output).digest('hex'),
  model: 'm',
  model_sha256: 'x',
  engine: 'e',
  hardware_class: 'AI4' as const,
  vehicle: 'vehicle_1',
  units: { input_tokens: 1, output_tokens: 0, pages: 0 },
  reference_microseconds: 100,
  finished_at: 1,
  audited: false,
  audit: 'none' as const,
  ...changes,
});
const signed = async (claims: object, typ = outputReceiptType, by = market) =>
  JSON.stringify(await by.sign(claims, typ));
const receipts = await Promise.all(outputs.map((output) => signed(claimsOf(output))));
const [first = '', second = '', third = ''] = receipts;
const found = async (lines: readonly string[], against: readonly string[] = outputs, by = market) =>
  (await verifyReceipts(lines, against, by.keys)).findings.map(({ code, line }) => `${code} ${line}`);

describe('what is found in receipts and outputs', () => {
  test('nothing, where each line has its own, in whatever order and with empty lines between', async () => {
    expect(await found(receipts)).toEqual([]);
    expect(await found([third, '', first, second], [...outputs, ''])).toEqual([]);
  });

  test('an output that was altered by one character, or by its spaces alone', async () => {
    const altered = outputs.map((line, at) => (at === 1 ? line.replace('{}', '{"a":1}') : line));
    expect(await found(receipts, altered)).toEqual(['altered_output 2']);
    const spaced = outputs.map((line, at) => (at === 1 ? line.replace(',', ', ') : line));
    expect(await found(receipts, spaced)).toEqual(['altered_output 2']);
  });

  test('a receipt that was altered in any of its members', async () => {
    const { signature: _signature, ...members } = JSON.parse(first);
    const others: Record<string, unknown> = {
      units: { ...members.units, input_tokens: 2 },
      hardware_class: 'AI5',
      audited: true,
      audit: 'agrees',
    };
    const another = (value: unknown) => (typeof value === 'number' ? value + 1 : `${value}!`);
    for (const [name, value] of Object.entries(members)) {
      const altered = { ...JSON.parse(first), [name]: others[name] ?? another(value) };
      expect(await found([JSON.stringify(altered), second, third]), name).toContain('bad_signature 1');
    }
  });

  test('a signature by somebody else, by a key that only says it is ours, or of another kind of statement', async () => {
    const foreign = await statementsBy(seed());
    expect(
      await found([await signed(claimsOf(outputs[0] ?? ''), outputReceiptType, foreign), second, third]),
    ).toEqual(['unknown_key 1']);
    const [theirs] = foreign.keys.keys;
    const kid = market.keys.keys[0]?.kid ?? '';
    const posing = { ...foreign, keys: { keys: [{ ...(theirs as NonNullable<typeof theirs>), kid }] } };
    expect(await found(receipts, outputs, posing)).toEqual([
      'bad_signature 1',
      'bad_signature 2',
      'bad_signature 3',
    ]);
    expect(await found([await signed(claimsOf(outputs[0] ?? ''), erasureType), second, third])).toEqual([
      'bad_signature 1',
    ]);
  });

  test('a signature without one: no algorithm, nothing in it, or a payload of its own', async () => {
    const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const [header = '', , proof = ''] = (JSON.parse(first) as Receipt).signature.split('.');
    const named = JSON.parse(Buffer.from(header, 'base64url').toString());
    for (const signature of [
      '',
      '..',
      `${header}..`,
      `${header}..${proof.slice(2)}`,
      `${base64url({ ...named, alg: 'none' })}..`,
      `${base64url({ ...named, crit: ['b64'], b64: false })}..${proof}`,
      `${header}.${base64url({})}.${proof}`,
    ])
      expect(await found([JSON.stringify({ ...JSON.parse(first), signature }), second, third])).toEqual([
        'bad_signature 1',
      ]);
  });

  test('what is missing, twice there, of another batch, or no receipt at all', async () => {
    expect(await found([first, third])).toEqual(['missing_receipt 2']);
    expect(await found(receipts, outputs.slice(0, 2))).toEqual(['missing_output 3']);
    expect(await found([...receipts, first])).toEqual(['duplicate_receipt 4']);
    expect(await found(receipts, [...outputs, outputs[0] ?? ''])).toEqual(['duplicate_output 4']);
    const other = await signed(claimsOf(outputs[2] ?? '', { batch_id: 'batch_2' }));
    expect(await found([first, second, other])).toEqual(['other_batch 3']);
    expect(await found(['{"custom_id":"a"}', 'no json', ...receipts])).toEqual([
      'invalid_receipt 1',
      'invalid_receipt 2',
    ]);
    expect(await found(receipts, [...outputs, '{}', 'no json'])).toEqual([
      'invalid_output 4',
      'invalid_output 5',
    ]);
  });
});

describe('keys', () => {
  test('what an earlier key signed can be checked after a rotation, also with its public half alone', async () => {
    const [oldSeed, newSeed] = [seed(), seed()];
    const before = await statementsBy(oldSeed);
    const old = await Promise.all(
      outputs.map((output) => signed(claimsOf(output), outputReceiptType, before)),
    );
    const [published] = before.keys.keys;
    for (const kept of [oldSeed, `public:${published?.x}`]) {
      const after = await statementsBy(`${newSeed} ${kept}`);
      expect(await found(old, outputs, after)).toEqual([]);
      expect(after.keys.keys.map(({ kid }) => kid)[1]).toBe(published?.kid);
      const again = await signed(claimsOf(outputs[0] ?? ''), outputReceiptType, after);
      expect(await found([again], outputs.slice(0, 1), before)).toEqual(['unknown_key 1']);
    }
  });

  test('a kid is the thumbprint of its key: the same key has the same, another has another', async () => {
    const one = seed();
    const kids = await Promise.all(
      [one, one, seed()].map(async (each) => (await statementsBy(each)).keys.keys[0]?.kid),
    );
    expect(kids[0]).toBe(kids[1]);
    expect(kids[0]).not.toBe(kids[2]);
  });

  test('a secret that is no key is refused without a character of it', async () => {
    await expect(statementsBy('not-a-key')).rejects.toThrow(/must have 32/);
    await expect(statementsBy('not-a-key')).rejects.not.toThrow(/not-a-key/);
    await expect(statementsBy(`public:${seed()}`)).rejects.toThrow(/must be a private one/);
  });
});

test('canonical JSON is the same whatever the order of the names, and nothing else changes it', () => {
  expect(canonicalJson({ b: [1, 'ü', null], a: { d: true, c: undefined } })).toBe(
    '{"a":{"d":true},"b":[1,"ü",null]}',
  );
  // RFC 8785 sorts by UTF-16 units: the emoji's first unit is below U+FB33.
  expect(canonicalJson({ '\ufb33': 1, '\ud83d\ude02': 2, '\r': 3, '1': 4 })).toBe(
    '{"\\r":3,"1":4,"\ud83d\ude02":2,"\ufb33":1}',
  );
});
