import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writePrivateFile } from '../private-file.ts';

/** What the demo has done so far; each step is kept as soon as it is done, so that the next start skips it. */
export type DemoState = {
  financeKey?: string;
  /** Of a second person: what the first makes, this one approves. */
  approverKey?: string;
  /** Of who looks after fleet and queues. */
  operatorKey?: string;
  customer?: { customerId: string; apiKey: string };
  owners: { ownerId: string; apiKey: string; name: string; isOnboarded?: true }[];
  /** By the demo batch's name. */
  batchIds: Record<string, string>;
  startedAt: number;
  /** When the first run had its receipts. */
  finishedAt?: number;
};

export type DemoStore = { state: DemoState; save: (changes: Partial<DemoState>) => void };

export function openDemoStore(dir: string): DemoStore {
  const file = join(dir, 'demo.json');
  const store: DemoStore = {
    state: existsSync(file)
      ? JSON.parse(readFileSync(file, 'utf8'))
      : { owners: [], batchIds: {}, startedAt: Date.now() },
    save(changes) {
      store.state = { ...store.state, ...changes };
      writePrivateFile(file, JSON.stringify(store.state));
    },
  };
  store.save({});
  return store;
}
