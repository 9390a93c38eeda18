import type OpenAI from 'openai';
import type { Batch } from 'openai/resources/batches';
import type { JsonWebKeys } from '../../shared/contract/receipts.ts';
import { verifyReceipts } from '../../shared/receipts.ts';
import type { AcceptedBatch } from './accepted.ts';

export type Findings = {
  /** Requests that ended in no file, or otherwise than their engine answered. */
  lost: string[];
  /** Requests that ended more than once. */
  doubled: string[];
  /** What their receipts do not bear out. */
  wrong: string[];
};

type Line = {
  custom_id: string;
  response: {
    status_code: number;
    body: { choices?: { message: { content: string } }[]; data?: { embedding: number[] }[] };
  } | null;
  error: { code: string } | null;
};

type Asking = {
  openai: OpenAI;
  /** Text of an address under the API's. */
  get: (path: string) => Promise<string>;
  keys: JsonWebKeys;
};

export const hasEnded = ({ status }: Batch): boolean =>
  ['completed', 'expired', 'cancelled', 'failed'].includes(status);

/** Holds an ended batch to what was accepted: each request ended once, as its engine answers, with its receipt. */
export async function verifyBatch(
  { openai, get, keys }: Asking,
  accepted: AcceptedBatch,
  batch: Batch,
): Promise<Findings> {
  const textOf = async (fileId: string | null | undefined) =>
    fileId ? (await openai.files.content(fileId)).text() : '';
  const output = (await textOf(batch.output_file_id)).split('\n').filter(Boolean);
  const errors = (await textOf(batch.error_file_id)).split('\n').filter(Boolean);
  const lines = [...output, ...errors].map((line): Line => JSON.parse(line));
  const byId = Map.groupBy(lines, ({ custom_id }) => custom_id);
  const findings: Findings = { lost: [], doubled: [], wrong: [] };
  for (const { customId, answer } of accepted.expected) {
    const [line, second] = byId.get(customId) ?? [];
    if (!line || !isRight(line, answer, accepted.isCancelled))
      findings.lost.push(`${customId} of ${batch.id} (${batch.status}): ${JSON.stringify(line ?? null)}`);
    if (second) findings.doubled.push(`${customId} of ${batch.id} ended twice`);
  }
  if (byId.size > accepted.expected.length) findings.wrong.push(`${batch.id} has lines that nobody sent`);
  const receipts = (await get(`/v1/batches/${batch.id}/receipts`)).split('\n').filter(Boolean);
  const verified = await verifyReceipts(receipts, output, keys);
  findings.wrong.push(...verified.findings.map(({ message }) => `${batch.id}: ${message}`));
  return findings;
}

function isRight({ response, error }: Line, answer: string, isCancelled: boolean): boolean {
  if (error) return isCancelled && error.code === 'batch_cancelled';
  if (response?.status_code !== 200) return false;
  const { choices, data } = response.body;
  return (choices?.[0]?.message.content ?? JSON.stringify(data?.[0]?.embedding)) === answer;
}
