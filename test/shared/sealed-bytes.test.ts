import { describe, expect, test } from 'vitest';
import { deriveKey, openBytes, sealBytes } from '../../shared/sealed-bytes.ts';
import { leaseKeyInfo, openPayload, openResult, sealPayload, sealResult } from '../../shared/task-sealing.ts';

const key = new Uint8Array(32).fill(7);
const iv = new Uint8Array(12).fill(9);
const plaintext = new TextEncoder().encode('{"i":0}\n{"i":1}');
const lease = { taskId: 'batch_1.0', fence: 2 };

describe('sealed bytes', () => {
  test('open to what was sealed, and are 28 bytes longer', async () => {
    const sealed = await sealBytes(key, iv, plaintext, 'a context');
    expect(sealed.length).toBe(plaintext.length + 28);
    expect(await openBytes(key, sealed, 'a context')).toEqual(plaintext);
    const empty = await sealBytes(key, iv, new Uint8Array(), 'a context');
    expect(await openBytes(key, empty, 'a context')).toEqual(new Uint8Array());
  });

  test('do not open with any one of their bits turned', async () => {
    const sealed = await sealBytes(key, iv, plaintext, 'a context');
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const turned = sealed.slice();
      turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      await expect(openBytes(key, turned, 'a context'), `bit ${bit}`).rejects.toThrow();
    }
  });

  test('do not open cut short, under another key or for another context', async () => {
    const sealed = await sealBytes(key, iv, plaintext, 'a context');
    const other = key.slice().fill(8, 31);
    await expect(openBytes(key, sealed.slice(0, -1), 'a context')).rejects.toThrow();
    await expect(openBytes(key, sealed.slice(0, 5), 'a context')).rejects.toThrow();
    await expect(openBytes(other, sealed, 'a context')).rejects.toThrow();
    await expect(openBytes(key, sealed, 'a contexT')).rejects.toThrow();
  });

  test('show nothing of what was sealed', async () => {
    const sealed = await sealBytes(key, iv, plaintext, 'a context');
    expect(Buffer.from(sealed).includes('"i"')).toBe(false);
  });
});

test('derived keys are the same each time, 32 bytes long, and another for each label and secret', async () => {
  const derived = await deriveKey(key, 'task a');
  expect(derived.length).toBe(32);
  expect(await deriveKey(key, 'task a')).toEqual(derived);
  expect(await deriveKey(key, 'task b')).not.toEqual(derived);
  expect(await deriveKey(iv, 'task a')).not.toEqual(derived);
});

test('keys are derived by HKDF-SHA256 with an empty salt (RFC 5869, test case 3)', async () => {
  const derived = await deriveKey(new Uint8Array(22).fill(0x0b), '');
  expect(Buffer.from(derived).toString('hex')).toBe(
    '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d',
  );
});

describe("a task's objects", () => {
  test('open for their own task and lease', async () => {
    expect(await openPayload(key, await sealPayload(key, iv, plaintext, 'batch_1.0'), 'batch_1.0')).toEqual(
      plaintext,
    );
    expect(await openResult(key, await sealResult(key, iv, plaintext, lease), lease)).toEqual(plaintext);
  });

  test('do not open for another task, another fence or as the other kind', async () => {
    const payload = await sealPayload(key, iv, plaintext, 'batch_1.0');
    const result = await sealResult(key, iv, plaintext, lease);
    await expect(openPayload(key, payload, 'batch_1.1')).rejects.toThrow();
    await expect(openPayload(key, payload, 'batch_1.0a')).rejects.toThrow();
    await expect(openResult(key, result, { ...lease, fence: 3 })).rejects.toThrow();
    await expect(openResult(key, result, { ...lease, taskId: 'batch_1.1' })).rejects.toThrow();
    await expect(openResult(key, payload, lease)).rejects.toThrow();
    await expect(openPayload(key, result, 'batch_1.0')).rejects.toThrow();
  });

  test('have their keys sent under an info of their own for each task and fence', () => {
    const infos = [leaseKeyInfo('batch_1.0', 1), leaseKeyInfo('batch_1.0', 2), leaseKeyInfo('batch_1.1', 1)];
    expect(new Set(infos.map((info) => Buffer.from(info).toString())).size).toBe(3);
  });
});
