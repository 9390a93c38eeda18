// Installs what is missing before `npm start` and `npm test`, so that each is the one command on a fresh clone.
// Plain JavaScript without dependencies: it runs on whatever Node (20 or newer) npm itself runs on.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync, utimesSync } from 'node:fs';

const lock = 'package-lock.json';
const stamp = 'node_modules/.package-lock.json';

/** npm writes its stamp at the end of an install, so a stamp older than the lock means an install is due. */
const isCurrent = () => existsSync(stamp) && statSync(stamp).mtimeMs >= statSync(lock).mtimeMs;

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`Parkade needs Node 20 or newer to install; this is ${process.version}.`);
  process.exit(1);
}
if (!isCurrent()) {
  console.error('Installing dependencies (about a minute, once)…');
  // `npm ci` refuses a lock file that lacks other platforms' optional packages; `--no-save` leaves the lock as it is.
  const { status } = spawnSync(
    'npm',
    ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'],
    // onnxruntime-node would otherwise fetch CUDA files that no engine here uses.
    {
      stdio: ['ignore', 2, 2],
      env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
      shell: process.platform === 'win32',
    },
  );
  if (status !== 0) {
    console.error('npm install failed: see above. Nothing was started.');
    process.exit(status ?? 1);
  }
  utimesSync(stamp, new Date(), new Date());
}
