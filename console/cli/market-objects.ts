import type { z } from 'zod';
import type { batchList, batchObject } from '../../shared/contract/batches.ts';
import type { modelList, modelObject } from '../../shared/contract/models.ts';

/** OpenAI's objects with what Parkade adds to them in `x_parkade`. */
export type BatchObject = z.infer<typeof batchObject>;
export type BatchList = z.infer<typeof batchList>;
export type ModelObject = z.infer<typeof modelObject>;
export type ModelList = z.infer<typeof modelList>;

export const hasEnded = ({ status }: BatchObject): boolean =>
  ['completed', 'failed', 'expired', 'cancelled'].includes(status);
