// Installs what is missing before `npm start` and `npm test`, so that each is the one command on a fresh clone.
// Plain JavaScript without dependencies: it runs on whatever Node (20 or newer) npm itself runs on.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, utimesSync } from 'node:fs';

const lock = 'package-lock.json';
const stamp = 'node_modules/.package-lock.json';

/** Packages whose install scripts may run: those that do not work without. */
const { allowScripts } = JSON.parse(readFileSync('package.json', 'utf8'));
const allowed = Object.keys(allowScripts).filter((name) => allowScripts[name]);

function npm(...args) {
  const { status } = spawnSync('npm', args, { stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (status === 0) return;
  console.error(`npm ${args[0]} failed: see above. Nothing was started.`);
  process.exit(status ?? 1);
}

/** npm writes its stamp at the end of an install, so a stamp older than the lock means an install is due. */
const isCurrent = () => existsSync(stamp) && statSync(stamp).mtimeMs >= statSync(lock).mtimeMs;

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`Parkade needs Node 20 or newer to install; this is ${process.version}.`);
  process.exit(1);
}
if (!isCurrent()) {
  console.error('Installing dependencies (about a minute, once)…');
  // `npm ci` refuses a lock file that lacks other platforms' optional packages; `--no-save` leaves the lock as it is.
  // No package runs a script of its own while it is installed, whatever this npm would allow: then the listed ones do.
  npm('install', '--ignore-scripts', '--no-save', '--no-audit', '--no-fund', '--loglevel=error');
  npm('rebuild', ...allowed, '--loglevel=error');
  utimesSync(stamp, new Date(), new Date());
}
