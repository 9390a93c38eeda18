import type { Shrunk } from './shrink.ts';

const linesMax = 400;

/** A failing seed as a person wants to read it: what does not hold, the least that brings it about, and how to see it again. */
export function storyOf({ only, without, result, tries }: Shrunk): string {
  const { seed, violation, lines } = result;
  const replay = [
    `npm run sim -- --seed ${seed}`,
    ...(only.length > 0 ? [`--only-faults '${only.join(',')}'`] : ["--only-faults ''"]),
    ...(without.length > 0 ? [`--without '${without.join(',')}'`] : []),
  ].join(' ');
  const shown = lines.length > linesMax ? ['...', ...lines.slice(-linesMax)] : lines;
  return [
    `Seed ${seed}: ${violation?.name ?? 'nothing is wrong'}`,
    violation?.detail ?? '',
    '',
    `The least that brings it about (${only.length} faults, found in ${tries} tries):`,
    ...only.map((id) => `  ${id}`),
    ...(without.length > 0 ? [`Without ${without.join(', ')}.`] : []),
    '',
    ...shown,
    '',
    `Again: ${replay}`,
  ].join('\n');
}
