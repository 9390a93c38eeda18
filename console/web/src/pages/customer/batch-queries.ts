import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.ts';
import { listed } from '../../api/listed.ts';
import type { components } from '../../api/schema.ts';

export type Batch = components['schemas']['Batch'];
export type Quote = components['schemas']['Quote'];
export type Receipt = components['schemas']['Receipt'];

const movingMillis = 3_000;
const restingMillis = 15_000;
const ended: readonly string[] = ['completed', 'failed', 'expired', 'cancelled'];

export const isRunning = ({ status }: Pick<Batch, 'status'>): boolean => !ended.includes(status);

/** Of what runs, the requests of unfinished tasks too: `request_counts` has those of finished ones alone. */
export const countsOf = ({ request_counts, x_parkade: { progress } }: Batch) =>
  progress?.requests ?? request_counts;

export const batches = queryOptions({
  queryKey: ['batches'],
  queryFn: async ({ signal }) =>
    dataOf(await api.GET('/v1/batches', { params: { query: { limit: 100 } }, signal })).data,
  refetchInterval: ({ state }) => (state.data?.some(isRunning) ? movingMillis : restingMillis),
});

/** However many there are; `batches` are the latest. */
export const allBatches = listed<Batch>({
  queryKey: ['batches', 'all'],
  page: async (query, signal) => dataOf(await api.GET('/v1/batches', { params: { query }, signal })),
  isMoving: isRunning,
});

export const batchOf = (batchId: string) =>
  queryOptions({
    queryKey: ['batch', batchId],
    queryFn: async ({ signal }) =>
      dataOf(await api.GET('/v1/batches/{batchId}', { params: { path: { batchId } }, signal })),
    refetchInterval: ({ state }) => (state.data && isRunning(state.data) ? movingMillis : restingMillis),
  });

export const quoteOf = (quoteId: string) =>
  queryOptions({
    queryKey: ['quote', quoteId],
    queryFn: async ({ signal }) =>
      dataOf(await api.GET('/v1/quotes/{quoteId}', { params: { path: { quoteId } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The whole file as text. */
export const textOf = (fileId: string) =>
  queryOptions({
    queryKey: ['text', fileId],
    queryFn: async ({ signal }) => textOfFile(fileId, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

const previewBytes = 65_536;

/** The first lines of a file, whole ones, as what they say. */
export const firstLinesOf = (fileId: string) =>
  queryOptions({
    queryKey: ['first-lines', fileId],
    queryFn: async ({ signal }): Promise<unknown[]> => {
      const text = await textOfFile(fileId, { signal, range: `bytes=0-${previewBytes - 1}` });
      const isCut = text.length >= previewBytes && !text.endsWith('\n');
      const lines = text.split('\n').filter((line) => line !== '');
      return lines.slice(0, isCut ? -1 : undefined).map((line) => JSON.parse(line));
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

export async function textOfFile(
  fileId: string,
  { signal, range }: { signal?: AbortSignal; range?: string } = {},
): Promise<string> {
  return dataOf(
    await api.GET('/v1/files/{fileId}/content', {
      params: { path: { fileId }, ...(range && { header: { range } }) },
      parseAs: 'text',
      ...(signal && { signal }),
    }),
  );
}

export const textOfReceipts = async (batchId: string): Promise<string> =>
  String(
    dataOf(
      await api.GET('/v1/batches/{batchId}/receipts', { params: { path: { batchId } }, parseAs: 'text' }),
    ),
  );

/** Keeps a text as an input file; its id. */
export async function upload(name: string, text: string): Promise<string> {
  const form = new FormData();
  form.append('purpose', 'batch');
  form.append('file', new Blob([text]), name);
  const file = await api.POST('/v1/files', {
    body: { purpose: 'batch', file: text },
    bodySerializer: () => form,
  });
  return dataOf(file).id;
}
