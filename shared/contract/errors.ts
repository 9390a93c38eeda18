import { z } from 'zod';

/** What every refusal and every fault is answered with: OpenAI's error object. */
export const errorReply = z.object({
  error: z.object({
    message: z.string().describe('What was wrong, where, and what to do.'),
    type: z.string(),
    param: z.string().nullable().describe('The parameter that was wrong, as a path into the body.'),
    code: z.string().nullable(),
    findings: z
      .array(
        z.object({
          code: z.string(),
          message: z.string(),
          param: z.string().nullable(),
          line: z.number().int().nullable(),
        }),
      )
      .optional()
      .describe('Of a batch: what is wrong with its lines, the first hundred of them.'),
  }),
});
