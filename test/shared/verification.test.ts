import { describe, expect, test } from 'vitest';
import { getModel } from '../../shared/catalogue.ts';
import { deriveKey } from '../../shared/sealed-bytes.ts';
import { chooseAudit, judge } from '../../shared/verification.ts';

const bytes = (fill: number) => new Uint8Array(32).fill(fill);
const units = { inputTokens: 3, outputTokens: 2, pages: 0 };

describe('text', () => {
  const dictionary = getModel('parkade-dictionary-1');
  const said = (content: string, changes: object = {}) => ({
    status: 200,
    units,
    body: {
      id: 'a',
      created: 1,
      choices: [{ index: 0, message: { role: 'assistant', content } }],
      ...changes,
    },
  });

  test('that is the same agrees, whatever the ids and times', () => {
    expect(judge(dictionary, said('a word'), said('a word', { id: 'b', created: 2 }))).toBe('agrees');
  });

  test('that is another by one letter differs', () => {
    expect(judge(dictionary, said('a word'), said('a Word'))).toBe('differs');
  });

  test('with one more token metered differs: units are what is billed', () => {
    const padded = { ...said('a word'), units: { ...units, outputTokens: 3 } };
    expect(judge(dictionary, padded, said('a word'))).toBe('differs');
  });

  test('against an error differs; two errors of one status agree', () => {
    const error = (message: string) => ({ status: 400, units, body: { error: { message } } });
    expect(judge(dictionary, said('a word'), error('no'))).toBe('differs');
    expect(judge(dictionary, error('no'), error('nay'))).toBe('agrees');
  });

  test('with another status differs, though nothing else does', () => {
    expect(judge(dictionary, said('a word'), { ...said('a word'), status: 201 })).toBe('differs');
    expect(judge(dictionary, { ...said('a word'), status: 400 }, { ...said('a word'), status: 500 })).toBe(
      'differs',
    );
  });
});

describe('vectors', () => {
  const embed = getModel('parkade-embed-1');
  const vector = Array.from({ length: 128 }, (_, at) => Math.sin(at + 1));
  const base64 = (values: readonly number[]) =>
    Buffer.from(new Float32Array(values).buffer).toString('base64');
  const embedded = (...embeddings: unknown[]) => ({
    status: 200,
    units,
    body: { data: embeddings.map((embedding, index) => ({ index, embedding })) },
  });
  /** Turned away from `vector` by an angle of this cosine. */
  const turned = (cosine: number) => {
    const norm = Math.hypot(...vector);
    const across = vector.map((_, at) => Math.cos(3 * at));
    const along = across.reduce((sum, each, at) => sum + (each * (vector[at] ?? 0)) / norm ** 2, 0);
    const orthogonal = across.map((each, at) => each - along * (vector[at] ?? 0));
    const scale = (norm * Math.sqrt(1 / cosine ** 2 - 1)) / Math.hypot(...orthogonal);
    return vector.map((each, at) => each + scale * (orthogonal[at] ?? 0));
  };

  test('agree from a cosine of 0.9999 on and differ below it', () => {
    expect(judge(embed, embedded(vector), embedded(turned(0.99991)))).toBe('agrees');
    expect(judge(embed, embedded(vector), embedded(turned(0.99989)))).toBe('differs');
  });

  test('agree in the base64 form, and across the two forms', () => {
    expect(judge(embed, embedded(base64(vector)), embedded(base64(vector)))).toBe('agrees');
    expect(judge(embed, embedded(base64(vector)), embedded(vector))).toBe('agrees');
    expect(judge(embed, embedded(base64(vector)), embedded(base64(turned(0.99))))).toBe('differs');
  });

  test('agree only if each one does, in its place', () => {
    const other = turned(0.5);
    expect(judge(embed, embedded(vector, other), embedded(vector, other))).toBe('agrees');
    expect(judge(embed, embedded(vector, other), embedded(other, vector))).toBe('differs');
    expect(judge(embed, embedded(vector, other), embedded(vector))).toBe('differs');
    expect(judge(embed, embedded(vector), embedded(vector.slice(1)))).toBe('differs');
  });

  test('agree at a cosine of exactly 0.9999', () => {
    // 9,999² + 141² + 10² + 3² + 3² = 10,000²
    expect(judge(embed, embedded([1, 0, 0, 0, 0]), embedded([9_999, 141, 10, 3, 3]))).toBe('agrees');
    expect(judge(embed, embedded([1, 0, 0, 0, 0]), embedded([9_998, 141, 10, 3, 3]))).toBe('differs');
  });

  test('differ where one of them does, or where there are more or fewer', () => {
    const other = turned(0.5);
    expect(judge(embed, embedded(vector, other), embedded(vector, vector))).toBe('differs');
    expect(judge(embed, embedded(vector), embedded(vector, other))).toBe('differs');
  });

  test('differ in their length, though they point the same way', () => {
    expect(judge(embed, embedded([1]), embedded([1, 0]))).toBe('differs');
    expect(judge(embed, embedded([1, 0]), embedded([1]))).toBe('differs');
  });

  test('are not asked for of an error: two of one status agree, from 300 on', () => {
    const error = (status: number) => ({ status, units, body: { error: { message: 'no' } } });
    for (const status of [300, 400, 500]) expect(judge(embed, error(status), error(status))).toBe('agrees');
    expect(judge(embed, error(299), error(299))).toBe('differs');
  });

  test('are never agreed on by two vehicles that returned none', () => {
    for (const body of [{}, { data: [] }]) {
      const hollow = { status: 200, units, body };
      expect(judge(embed, hollow, hollow)).toBe('differs');
    }
  });

  test.each([
    ['no data', {}],
    ['an empty list', { data: [] }],
    ['a list of nothing', { data: [null] }],
    ['no embedding', { data: [{ index: 0 }] }],
    ['words for numbers', { data: [{ embedding: ['a', 'b'] }] }],
    ['a number for a vector', { data: [{ embedding: 7 }] }],
    ['text that is not base64', { data: [{ embedding: 'ä!' }] }],
    ['zeros alone', { data: [{ embedding: vector.map(() => 0) }] }],
  ])('a vehicle that returned %s for a vector differs, and breaks nothing', (_what, body) => {
    const hollow = { status: 200, units, body };
    expect(judge(embed, hollow, embedded(vector))).toBe('differs');
    expect(judge(embed, embedded(vector), hollow)).toBe('differs');
  });
});

describe('the choice of an audit', () => {
  test('is the same each time, and another under another secret', async () => {
    const chosen = (secret: Uint8Array<ArrayBuffer>) =>
      Promise.all(Array.from({ length: 200 }, (_, no) => chooseAudit(secret, { no, requests: 150 }, 0.5)));
    const first = await chosen(bytes(1));
    expect(await chosen(bytes(1))).toEqual(first);
    expect(await chosen(bytes(2))).not.toEqual(first);
  });

  test('falls on its share of 10,000 tasks, and evenly on their requests', async () => {
    const chosen = (
      await Promise.all(
        Array.from({ length: 10_000 }, (_, no) => chooseAudit(bytes(3), { no, requests: 10 }, 0.15)),
      )
    ).filter((at) => at !== undefined);
    // Four standard deviations of a fair draw on either side.
    expect(Math.abs(chosen.length - 1_500)).toBeLessThan(4 * Math.sqrt(10_000 * 0.15 * 0.85));
    for (let at = 0; at < 10; at++) {
      const hits = chosen.filter((each) => each === at).length;
      expect(Math.abs(hits - chosen.length / 10)).toBeLessThan(4 * Math.sqrt(chosen.length * 0.09));
    }
  });

  test('falls on none at a share of 0 and on all at a share of 1', async () => {
    expect(await chooseAudit(bytes(1), { no: 0, requests: 1 }, 0)).toBeUndefined();
    expect(await chooseAudit(bytes(1), { no: 0, requests: 1 }, 1)).toBe(0);
  });

  test('falls on a task whose draw is below the share, not on one whose draw is the share', async () => {
    const drawn = new DataView((await deriveKey(bytes(5), 'audit 7')).buffer).getUint32(0) / 2 ** 32;
    const task = { no: 7, requests: 3 };
    expect(await chooseAudit(bytes(5), task, drawn)).toBeUndefined();
    expect(await chooseAudit(bytes(5), task, drawn + 2 ** -32)).toBeLessThan(3);
  });
});
