import { z } from 'zod';
import type { Forecast } from '../eta.ts';
import { type WaitingBecause, waitingCodes } from '../waiting-because.ts';
import { etaObject, etaObjectOf } from './quotes.ts';

export const waitingObject = z
  .object({ code: z.enum(waitingCodes), message: z.string() })
  .describe('Why nobody works on the batch; null while somebody does, or nothing keeps it.');

/** How far a batch is, and who is at it. */
export const progressPart = z.object({
  requests: z.object({
    total: z.number().int(),
    completed: z.number().int(),
    failed: z.number().int(),
  }),
  tasks: z.object({
    total: z.number().int(),
    finished: z.number().int(),
    leased: z.number().int().describe('Being run now.'),
    open: z.number().int(),
  }),
  vehicles_at_work: z.number().int(),
  eta: etaObject.nullable().describe('In seconds from now; null when all requests have ended.'),
  waiting_because: waitingObject.nullable(),
});

/** GET /v1/batches/{id}/progress. Money in micro-USD, times in Unix seconds. */
export const progressObject = progressPart.extend({
  object: z.literal('batch.progress'),
  batch_id: z.string(),
  status: z.string(),
  completion_window: z.string(),
  created_at: z.number().int(),
  promised_at: z.number().int(),
  expires_at: z.number().int(),
  cost_so_far_micro_usd: z.number().int().describe('What is finished costs so much.'),
  ceiling_micro_usd: z.number().int().describe('The batch never costs more.'),
  charged_micro_usd: z.number().int(),
  credited_micro_usd: z.number().int().describe('Given back for requests that missed their window.'),
});

export type ProgressPart = z.infer<typeof progressPart>;

/** Where a running batch stands, as its pages, its unfinished tasks and the fleet tell. */
export type Progress = {
  completed: number;
  failed: number;
  total: number;
  tasks: { total: number; finished: number; leased: number };
  vehiclesAtWork: number;
  forecast: Forecast | undefined;
  waitingBecause: WaitingBecause | null;
};

export const progressPartOf = ({ completed, failed, total, tasks, ...rest }: Progress): ProgressPart => ({
  requests: { total, completed, failed },
  tasks: { ...tasks, open: tasks.total - tasks.finished - tasks.leased },
  vehicles_at_work: rest.vehiclesAtWork,
  eta: rest.forecast ? etaObjectOf(rest.forecast) : null,
  waiting_because: rest.waitingBecause,
});
