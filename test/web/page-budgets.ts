/** What Lighthouse measured of a page; scores are from 0 to 1. */
export type PageFigures = {
  page: string;
  scores: Record<keyof typeof scoresMin, number>;
  firstPaintMillis: number;
  layoutShift: number;
};

const scoresMin = { performance: 0.9, accessibility: 1, 'best-practices': 1 } as const;
const firstPaintMillisMax = 1_000;
/** Above this, what is read moves away under the eyes. */
const layoutShiftMax = 0.1;
const scriptKilobytesMax = 180;

/** What of a page is worse than it may be, in a sentence each. */
export function missedBy({ page, scores, firstPaintMillis, layoutShift }: PageFigures): string[] {
  const low = (Object.keys(scoresMin) as (keyof typeof scoresMin)[]).filter(
    (name) => !(scores[name] >= scoresMin[name]),
  );
  return [
    ...low.map((name) => `${page}: ${name} is ${scores[name]}, and must be at least ${scoresMin[name]}.`),
    ...(firstPaintMillis <= firstPaintMillisMax
      ? []
      : [
          `${page}: the first thing is seen after ${firstPaintMillis.toFixed(0)} ms, and must be within ${firstPaintMillisMax}.`,
        ]),
    ...(layoutShift <= layoutShiftMax
      ? []
      : [`${page}: what is seen moves by ${layoutShift.toFixed(2)}, and may by ${layoutShiftMax}.`]),
  ];
}

export const scriptMissed = (kilobytes: number): string[] =>
  kilobytes <= scriptKilobytesMax
    ? []
    : [`The script of every page is ${kilobytes.toFixed(1)} KB gzipped, and may be ${scriptKilobytesMax}.`];
