import { infiniteQueryOptions, type QueryKey } from '@tanstack/react-query';

/** A page of a list, as every list of the API comes. */
export type ListPage<Row> = { data: Row[]; has_more: boolean; last_id?: string | null };

type Place = { limit: number; after?: string };

type Asked<Row> = {
  queryKey: QueryKey;
  page: (place: Place, signal: AbortSignal) => Promise<ListPage<Row>>;
  /** What may change at any moment, and is looked at more often while it may. */
  isMoving?: (row: Row) => boolean;
  /** It is asked for once: it can't change, or each look is written down. */
  isStill?: boolean;
};

const pageRows = 100;
const movingMillis = 3_000;
const restingMillis = 15_000;

/** A list of any length: its first rows, and more as they are asked for. Drawn by PagedTable. */
export const listed = <Row>({ queryKey, page, isMoving = () => false, isStill = false }: Asked<Row>) =>
  infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      page({ limit: pageRows, ...(pageParam !== '' && { after: pageParam }) }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => (last.has_more && last.last_id ? last.last_id : undefined),
    refetchInterval: ({ state }) => {
      if (isStill) return false;
      const isAnyMoving = state.data?.pages.some(({ data }) => data.some(isMoving));
      return isAnyMoving ? movingMillis : restingMillis;
    },
    ...(isStill && { staleTime: Number.POSITIVE_INFINITY }),
  });
