import { bytesText } from '../../shared/charter/words.ts';
import type { Manifest } from '../../shared/contract/manifest.ts';
import { type DownloadDeps, download } from './download.ts';
import type { FileCache, Pinned } from './file-cache.ts';
import type { Planned } from './model-plan.ts';
import { DownloadPaused, messageOf } from './refusals.ts';

/** A model of the manifest, and how far it is here. `problem`: why it is not there yet. */
export type ModelState = {
  model: string;
  isHeld: boolean;
  bytes: number;
  bytesHere: number;
  problem: string | undefined;
};

/** How far each planned model is here, with nothing fetched. What is damaged is deleted. */
export async function surveyModels(
  plan: readonly Planned[],
  cache: FileCache,
  problems: ReadonlyMap<string, string>,
): Promise<ModelState[]> {
  const states: ModelState[] = [];
  for (const { model, files, problem } of plan) {
    const here: boolean[] = [];
    let bytesHere = 0;
    for (const file of files) {
      here.push(await cache.holds(file));
      bytesHere += await cache.bytesOf(file);
    }
    const isHeld = problem === undefined && here.every(Boolean);
    if (isHeld) await cache.noteUse(files);
    const bytes = files.reduce((sum, each) => sum + each.bytes, 0);
    states.push({
      model,
      isHeld,
      bytes,
      bytesHere,
      problem: isHeld ? undefined : (problem ?? problems.get(model)),
    });
  }
  return states;
}

/** In words for the owner. */
export function modelLine({ model, isHeld, bytes, bytesHere, problem }: ModelState): string {
  if (isHeld) return `${model}: here`;
  const part = `${bytesText(bytesHere)} of ${bytesText(bytes)} are here`;
  return `${model}: not offered yet, ${part}${problem === undefined ? '' : `. ${problem}`}`;
}

/** What may not be deleted to make room: what is offered or is to be had. */
export const neededFiles = (plan: readonly Planned[], agent: Manifest['agent']): Set<string> =>
  new Set([
    ...plan.flatMap(({ files, problem }) => (problem === undefined ? files.map(({ sha256 }) => sha256) : [])),
    ...(agent ? [agent.sha256] : []),
  ]);

type Fetching = { cache: FileCache; needed: ReadonlySet<string>; deps: DownloadDeps };

/** Brings a file into the cache, if it is not there. Throws as `download` and `makeRoom` do. */
export async function fetchFile(file: Pinned & { url: string }, fetching: Fetching): Promise<void> {
  const { cache, needed, deps } = fetching;
  if (await cache.holds(file)) return;
  await cache.makeRoom(file.bytes - (await cache.bytesOf(file)), needed);
  await download(file, cache.placeOf(file), deps);
}

/**
 * Fetches what is missing of each planned model, one after the other; `heard` is told of each that became whole, or why
 * it did not. One that fails keeps no other from being fetched. Throws DownloadPaused where the owner's rules end it.
 */
export async function pullModels(
  plan: readonly Planned[],
  fetching: Fetching,
  heard: (model: string, problem: string | undefined) => Promise<void>,
): Promise<void> {
  for (const { model, files, problem } of plan) {
    if (problem !== undefined) continue;
    let failure: unknown;
    try {
      for (const file of files) await fetchFile(file, fetching);
    } catch (error) {
      fetching.deps.ended.throwIfAborted();
      failure = error;
    }
    await heard(model, failure === undefined ? undefined : messageOf(failure));
    if (failure instanceof DownloadPaused) throw failure;
  }
}
