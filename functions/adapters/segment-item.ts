import type { Segment } from '../../shared/task.ts';

/** Short names inside: with three segments the item must stay within 1 KB, which is what a write unit pays for. */
export const segmentItem = (segment: Segment) => ({
  f: segment.fence,
  v: segment.vehicleId,
  o: segment.ownerId,
  r: segment.resultVersion,
  h: new Uint8Array(Buffer.from(segment.resultSha256, 'hex')),
  u: segment.referenceMicros,
  s: segment.succeeded,
  x: segment.failed,
  e: segment.energyMilliWattHours,
  t: segment.finishedAt,
  ...(segment.costs && { c: segment.costs.energyNanoUsd, k: segment.costs.wearNanoUsd }),
  // What is nothing takes no room.
  ...(segment.units?.inputTokens && { i: segment.units.inputTokens }),
  ...(segment.units?.outputTokens && { w: segment.units.outputTokens }),
  ...(segment.units?.pages && { p: segment.units.pages }),
});

export const segmentFrom = (item: Record<string, never>): Segment => ({
  fence: item.f ?? 0,
  vehicleId: item.v ?? '',
  ownerId: item.o ?? '',
  resultVersion: item.r ?? '',
  resultSha256: Buffer.from(item.h ?? '').toString('hex'),
  referenceMicros: item.u ?? 0,
  succeeded: item.s ?? 0,
  failed: item.x ?? 0,
  energyMilliWattHours: item.e ?? 0,
  finishedAt: item.t ?? 0,
  ...(item.k !== undefined && { costs: { energyNanoUsd: item.c ?? 0, wearNanoUsd: item.k } }),
  ...unitsFrom(item),
});

/** Of a segment from before they were kept, nothing. */
const unitsFrom = ({ i = 0, w = 0, p = 0 }: Record<string, number>): Pick<Segment, 'units'> =>
  i || w || p ? { units: { inputTokens: i, outputTokens: w, pages: p } } : {};
