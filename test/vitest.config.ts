import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { memoryDir } from '../local/memory-dir.ts';

/** Their assertions are of milliseconds: they run by themselves, after all others, or they would time the neighbours. */
const timed = [
  // Its market turns calls away that it could not answer soon.
  'test/bench/load.test.ts',
  'test/agent/engine-lets-go.test.ts',
  'test/agent/cli/pause.test.ts',
  'test/flows/driver-returns-in-mid-request.test.ts',
  'test/flows/live-calls.test.ts',
  'test/doors/flood.test.ts',
];
/** They start programs and wait for them, or change their own process: a process each, begun before all others. */
const alone = [
  'test/{architecture,bench,console,readme,reference,sim,web}/**/*.test.ts',
  'test/agent/cli/**/*.test.ts',
  'test/agent/{benchmark,engine-process,main}.test.ts',
  'test/agent/releases/following.test.ts',
  // The longest ones as well: what has its own process is begun first, so that none of them is left for the end.
  'test/flows/{no-positions,a-commuters-week}.test.ts',
];
/** `npm run test:faults`: that nothing is lost, whatever fails. Their process waits for no retry: one for all of them. */
const faults = 'test/faults/*.test.ts';
/** And those of them that need a process each. */
const killed = [
  'test/{chaos,faults/crash,protocol}/**/*.test.ts',
  'test/sim/seeds.test.ts',
  'test/agent/faults/**/*.test.ts',
  'test/flows/{kill-nine,money-in-killed,money-out-killed,stripe-events-shuffled}.test.ts',
];
/** What is said of the adapters holds of the simulator's model too, and of AWS: the same tests, over them. */
const conformance = [
  'test/adapters/{batches,commit,erasures,file-objects,holds,rate-limits,sealed-tasks,stream-change,tasks,vehicles,webhook-endpoints}.test.ts',
  'test/conformance/queues.test.ts',
];
/** What AWS documents and a stand-in is not. */
const documented = 'test/conformance/documented.test.ts';
/** Of the model, if `npm run contract -- --aws` does not say otherwise. */
const { CONFORMANCE_CLOUD = 'model' } = process.env;
/** What tests write they read again at once, and it goes when they have ended, whatever each of them left. */
const written = memoryDir();
if (written) process.once('exit', written.remove);
/** Properties draw other cases at each commit, and the same ones wherever that is tested; outside of git always the same. */
const { stdout: commit } = spawnSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' });
const { PROPERTY_SEED = String(Number.parseInt(commit?.slice(0, 7) || '1', 16)) } = process.env;
const drawn = { setupFiles: ['test/support/property-seed.ts'], env: { PROPERTY_SEED } };
/** What starts programs waits for them now and then: two cores bear three of it. */
const waiting = { maxWorkers: 3, sequence: { groupOrder: 0 } };
/** What does not wait is done sooner two at a time: three cost a fifth more of the processor. */
const busy = { maxWorkers: 2, sequence: { groupOrder: 1 } };

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    pool: 'forks',
    // Clearing up after short-lived objects is some percent of all time; more room for them makes it less.
    execArgv: ['--max-semi-space-size=32'],
    testTimeout: 60_000,
    hookTimeout: 90_000,
    // What comes about by itself is waited for, as long as a busy machine may need.
    expect: { poll: { timeout: 20_000 } },
    // Node strips the types itself, as it does of the running market: nothing is transformed, and stacks are its own.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    env: {
      // Most of the time of a test of a command line goes into starting it: programs are compiled once.
      NODE_COMPILE_CACHE: join(tmpdir(), 'parkade-compile-cache'),
      ...(written && { TMPDIR: written.dir }),
    },
    // onnxruntime and llama.cpp write to the terminal on their own; what a test prints is kept for failures.
    silent: 'passed-only',
    projects: [
      {
        // Files share a process, in which the SDKs are loaded once: half of a short file's time was that. Each starts a
        // market of its own.
        extends: true,
        test: {
          name: 'market',
          include: ['test/**/*.test.ts'],
          exclude: [...timed, ...alone, faults, ...killed, documented],
          isolate: false,
          ...drawn,
          ...busy,
        },
      },
      {
        extends: true,
        test: { name: 'alone', include: alone, exclude: [...timed, ...killed], ...waiting },
      },
      {
        extends: true,
        test: { name: 'faults', include: [faults], isolate: false, ...waiting },
      },
      {
        extends: true,
        test: { name: 'killed', include: killed, ...waiting },
      },
      {
        extends: true,
        test: {
          name: 'model',
          // SQS promises neither how many messages a receive sees, nor that their counts are right.
          include: [
            ...conformance,
            documented,
            ...(CONFORMANCE_CLOUD === 'model' ? ['test/adapters/lanes.test.ts'] : []),
          ],
          ...drawn,
          env: { ...drawn.env, CONFORMANCE_CLOUD },
          // On AWS each file has a table of its own.
          isolate: CONFORMANCE_CLOUD === 'aws',
          ...busy,
        },
      },
      {
        extends: true,
        test: { name: 'timed', include: timed, maxWorkers: 1, sequence: { groupOrder: 2 } },
      },
    ],
  },
});
