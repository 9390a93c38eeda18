import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** What the agent keeps, and where. All of it lies in one folder that its owner may read, copy or delete. */
export type DataDir = {
  root: string;
  /** The device's keys, and who it is. */
  device: string;
  /** Requests that are finished and not handed in, sealed. */
  spool: string;
  /** What it did and why, a file a day. */
  journal: string;
  /** Running, energy, wear, data and earnings by day and month. */
  meters: string;
  /** Whether its owner paused it, or wants it to finish. */
  word: string;
  /** What `enroll` was told, so that `run` need not be told again. */
  settings: string;
  /** The owner's rules, where no other file is named. */
  charter: string;
  /** Those that the owner agreed to at the market. */
  agreedCharter: string;
  /** The manifest that is gone by, and the highest that was seen. */
  releases: string;
  /** Models that were downloaded, by their sha256. */
  models: string;
  /** Versions of the agent that were downloaded, and `current`, the one to start. */
  agents: string;
  /** How a running agent is spoken to. */
  socket: string;
};

export function dataDirAt(path: string): DataDir {
  const root = resolve(path);
  return {
    root,
    device: join(root, 'device.json'),
    spool: join(root, 'spool'),
    journal: join(root, 'journal'),
    meters: join(root, 'meters.json'),
    word: join(root, 'word.json'),
    settings: join(root, 'settings.json'),
    charter: join(root, 'charter.json'),
    agreedCharter: join(root, 'agreed-charter.json'),
    releases: join(root, 'releases'),
    models: join(root, 'models'),
    agents: join(root, 'agent'),
    socket: socketIn(root),
  };
}

/** Systems take no longer name of a socket: 108 bytes on Linux, 104 on macOS, with the zero that ends it. */
const socketBytesMax = 103;

/** In the folder itself, if the system takes so long a name. */
function socketIn(root: string): string {
  const path = join(root, 'agent.sock');
  if (Buffer.byteLength(path) <= socketBytesMax) return path;
  const name = createHash('sha256').update(root).digest('hex').slice(0, 24);
  return join(tmpdir(), `parkade-agent-${name}.sock`);
}
