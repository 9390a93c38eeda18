import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { dataOf, ownerApi } from '../../../api/client.ts';
import type { paths } from '../../../api/owner-schema.ts';
import type { Charter } from '../queries.ts';

/** A departure to look at: when the car leaves, how full it is now, and how full it is to be. */
export type Departure = { at: string; targetPercent: number; nowPercent: number };

type Previewing = paths['/v1/owner/charter_previews']['post'];
export type Preview = Previewing['responses'][200]['content']['application/json'];
export type Span = Preview['allowed'][number];

/** What a car would do under a charter, from noon to noon, by its own judgement. */
export const previewOf = (charter: Charter, departure?: Departure) => {
  const body = {
    charter,
    ...(departure && {
      charge_percent: departure.nowPercent,
      departure: { at: departure.at, target_percent: departure.targetPercent },
    }),
  };
  return queryOptions({
    queryKey: ['charter-preview', body],
    queryFn: async ({ signal }) =>
      dataOf(await ownerApi.POST('/v1/owner/charter_previews', { body, signal })),
    placeholderData: keepPreviousData,
    // It is of this day.
    staleTime: 600_000,
  });
};

/** "21:00", by the wall clock of the charter. */
export const clockOf = (timeZone: string, millis: number): string =>
  new Date(millis).toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });

export const spanText = (timeZone: string, { starts_at: from, ends_at: to }: Span): string =>
  `${clockOf(timeZone, from)} to ${clockOf(timeZone, to)}`;
