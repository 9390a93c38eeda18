import { existsSync, readFileSync } from 'node:fs';
import type { Adapter, AdapterConstructor, AdapterPayload } from 'oidc-provider';
import { writePrivateFile } from '../private-file.ts';

type Kept = { payload: AdapterPayload; endsAt: number };

/** What the sign-in remembers, in one file: who is signed in stays so over a restart. */
export function keptRecords(file: string, now: () => number): AdapterConstructor {
  const kept = new Map<string, Kept>(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []);
  const isAlive = ({ endsAt }: Kept) => endsAt > now();
  const save = () => {
    for (const [key, record] of kept) if (!isAlive(record)) kept.delete(key);
    writePrivateFile(file, JSON.stringify([...kept]));
  };
  const alive = (key: string) => {
    const record = kept.get(key);
    return record && isAlive(record) ? record.payload : undefined;
  };
  const findBy = (isIt: (payload: AdapterPayload, key: string) => boolean) =>
    [...kept].find(([key, record]) => isAlive(record) && isIt(record.payload, key))?.[1].payload;

  return class implements Adapter {
    readonly #kind: string;
    constructor(kind: string) {
      this.#kind = kind;
    }
    async upsert(id: string, payload: AdapterPayload, expiresInSeconds = 1_209_600) {
      kept.set(`${this.#kind}/${id}`, { payload, endsAt: now() + expiresInSeconds * 1_000 });
      save();
    }
    async find(id: string) {
      return alive(`${this.#kind}/${id}`);
    }
    async findByUid(uid: string) {
      return findBy((payload, key) => key.startsWith(`${this.#kind}/`) && payload.uid === uid);
    }
    async findByUserCode(userCode: string) {
      return findBy((payload) => payload.userCode === userCode);
    }
    async consume(id: string) {
      const payload = alive(`${this.#kind}/${id}`);
      if (payload) payload.consumed = Math.floor(now() / 1_000);
      save();
    }
    async destroy(id: string) {
      kept.delete(`${this.#kind}/${id}`);
      save();
    }
    async revokeByGrantId(grantId: string) {
      for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key);
      save();
    }
  };
}
