import { type CallSite, callSites, isConduit, isIn, type Position } from './call-sites.ts';
import { callsHere } from './calls-here.ts';

const root = new URL('../..', import.meta.url);

type Stack = readonly NodeJS.CallSite[];

/** The stack here, as far as it goes: through the SDK and over the awaits behind it. */
export const stackHere = (): Stack => callsHere(120);

type Frame = { file: string; at: Position };

const functionsFolder = new URL('functions/', root).href;

/** The frames in functions/, from the call outwards. */
function framesIn(stack: Stack): Frame[] {
  return stack.flatMap((call): Frame[] => {
    const url = call.getFileName() ?? '';
    if (!url.startsWith(functionsFolder)) return [];
    const [file = ''] = url.slice(root.href.length).split('?');
    return [{ file, at: [call.getLineNumber() ?? 0, call.getColumnNumber() ?? 0] }];
  });
}

export type Sites = ReturnType<typeof knownSites>;

export function knownSites() {
  const all = callSites();
  const byFile = Map.groupBy(all, ({ file }) => file);
  return {
    all,
    /** Whose call this is: asked where it is made. Undefined where it is nobody's of functions/. */
    find(service: CallSite['service'], operation: string, stack: Stack): CallSite | undefined {
      const frames = framesIn(stack);
      const first = frames.findIndex(({ file }) => !isConduit(file));
      // Commits and messages are those of who asked for them.
      const isSaid = frames.slice(0, Math.max(first, 0)).some(({ file }) => isConduit(file));
      for (const { file, at } of frames.slice(Math.max(first, 0))) {
        const candidates = (byFile.get(file) ?? []).filter(
          (site) => site.service === service && isOperation(site, operation, isSaid),
        );
        const exact = candidates.filter((site) => isIn(at, site.at));
        const found = innermost(exact) ?? innermost(candidates.filter((site) => isIn(at, site.within)));
        if (found) return found;
      }
      // lib-storage sends the parts of an upload from tasks of its own, which nobody waits for by name.
      if (stack.some((call) => call.getFileName()?.includes('@aws-sdk/lib-storage')))
        return all.find(
          (site) =>
            site.file.endsWith('/file-objects.ts') && / store /.test(site.id) && site.operation === operation,
        );
      return undefined;
    },
  };
}

const isOperation = (site: CallSite, operation: string, isSaid: boolean) =>
  isSaid && site.service === 'dynamodb' ? site.operation === 'commit' : site.operation === operation;

/** The one that begins last. */
const innermost = (sites: readonly CallSite[]): CallSite | undefined =>
  sites.toSorted((a, b) => b.at.from[0] - a.at.from[0] || b.at.from[1] - a.at.from[1])[0];
