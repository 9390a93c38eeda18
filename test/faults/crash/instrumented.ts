import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { awaitsIn, crashedFiles, withCrashes } from './awaits.ts';
import { deaths } from './processes.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

declare global {
  var __crash: ReturnType<typeof deaths>['hooks'] | undefined;
}

/** From here on the files under test are loaded with their awaits watched: so nothing may have loaded them before. */
export function instrument() {
  const all = deaths();
  globalThis.__crash = all.hooks;
  const files = new Set(crashedFiles);
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      const [path = ''] = url.split('?');
      const file = path.startsWith('file:') ? fileURLToPath(path).slice(root.length) : '';
      if (!files.has(file)) return loaded;
      return { ...loaded, source: withCrashes(file, String(loaded.source)) };
    },
  });
  return { deaths: all, sites: crashedFiles.flatMap((file) => awaitsIn(file)) };
}
