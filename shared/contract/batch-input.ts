import { z } from 'zod';

/** What may be sent inline; more goes by file. */
export const inlineLimits = { requests: 1_000, bytes: 5_000_000 };

/** Judged line by line like a file's, so that all that is wrong is told at once. */
const inlineRequest = z.looseObject({
  custom_id: z.unknown().optional().describe('Yours, to know the answer by. Unique in the batch.'),
  method: z.unknown().optional().describe('POST; may be left out.'),
  url: z.unknown().optional().describe("The batch's endpoint; may be left out."),
  body: z.unknown().optional().describe('The body that the endpoint takes.'),
});

export const inlineRequests = z
  .array(inlineRequest)
  .max(inlineLimits.requests, `takes at most ${inlineLimits.requests} requests inline; send more as a file`)
  .describe('The requests themselves, in place of a file.');

export type InlineRequest = z.infer<typeof inlineRequest>;

type Input = { input_file_id?: string | undefined; requests?: readonly unknown[] | undefined };

/** A file or requests, and not both. */
export function refuseUnlessOneInput({ input_file_id, requests }: Input, context: z.RefinementCtx): void {
  if ((input_file_id === undefined) !== (requests === undefined)) return;
  context.addIssue({
    code: 'custom',
    path: [requests ? 'requests' : 'input_file_id'],
    message: requests ? 'and input_file_id were both sent; send one of them' : 'or requests is wanted',
  });
}

/** OpenAI's list of what is wrong with a batch's lines. */
export const findingList = z.object({
  object: z.literal('list'),
  data: z.array(
    z.object({
      code: z.string(),
      message: z.string(),
      param: z.string().nullable(),
      line: z.number().int().nullable().describe('Counts from 1.'),
    }),
  ),
  total: z.number().int().describe('How many there are; the first hundred are told.'),
});
