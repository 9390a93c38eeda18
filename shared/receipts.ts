import { z } from 'zod';
import type { Model } from './catalogue.ts';
import {
  type JsonWebKeys,
  type KeptReceipt,
  outputReceiptType,
  type Receipt,
  receipt,
} from './contract/receipts.ts';
import type { ResultLine } from './contract/task-files.ts';
import { referenceMicrosOf } from './metering.ts';
import { headerOf, isSignedBy, verifyingKeys } from './signed-statement.ts';
import type { AuditState } from './task.ts';
import type { HardwareClass } from './vehicle.ts';

/** Who ran a request, on what. `vehicle` is a pseudonym; `finishedAt` is in ms. */
export type Run = {
  taskNo: number;
  vehicle: string;
  hardwareClass: HardwareClass | undefined;
  engine: string;
  modelSha256: string;
  finishedAt: number;
};

type OutputLine = { batchId: string; customId: string; requestId: string; line: number; sha256: string };

/** What is kept of a line of the output file when it is written. */
export const keptReceiptOf = (
  output: OutputLine,
  { status, units }: ResultLine,
  run: Run,
  model: Model,
): KeptReceipt => ({
  batch_id: output.batchId,
  custom_id: output.customId,
  request_id: output.requestId,
  line: output.line,
  status,
  output_sha256: output.sha256,
  model: model.id,
  model_sha256: run.modelSha256,
  engine: run.engine,
  hardware_class: run.hardwareClass ?? null,
  vehicle: run.vehicle,
  units: { input_tokens: units.inputTokens, output_tokens: units.outputTokens, pages: units.pages },
  reference_microseconds: referenceMicrosOf(model, units),
  finished_at: run.finishedAt > 0 ? Math.floor(run.finishedAt / 1_000) : null,
  task: run.taskNo,
});

/** What is signed: the kept line with what its task's check has come to by now. */
export function receiptOf(
  { task: _task, ...kept }: KeptReceipt,
  audit: AuditState | undefined,
): Omit<Receipt, 'signature'> {
  return { ...kept, audited: audit === 'agrees' || audit === 'differs', audit: audit ?? 'none' };
}

export type ReceiptFinding = {
  code:
    | 'invalid_receipt'
    | 'unknown_key'
    | 'bad_signature'
    | 'other_batch'
    | 'duplicate_receipt'
    | 'duplicate_output'
    | 'invalid_output'
    | 'altered_output'
    | 'missing_receipt'
    | 'missing_output';
  message: string;
  /** Of the file that the code is about, from 1. */
  line: number | null;
  customId: string | null;
};

export type Verified = {
  receipts: number;
  outputs: number;
  batchId: string | null;
  findings: ReceiptFinding[];
};

type Lines = Iterable<string> | AsyncIterable<string>;

/**
 * Holds an output file to its receipts: each line has one, signed by a key of `jwks`, over exactly its bytes. Lines
 * come without their newlines; empty ones are passed over. In memory it keeps a hash a receipt.
 */
export async function verifyReceipts(receipts: Lines, outputs: Lines, jwks: JsonWebKeys): Promise<Verified> {
  const findings: ReceiptFinding[] = [];
  const read = await readReceipts(receipts, jwks, findings);
  const counted = await checkOutputs(outputs, read.byCustomId, findings);
  return { receipts: read.count, outputs: counted, batchId: read.batchId, findings };
}

type Expected = { sha256: string; line: number; seen: boolean };

async function readReceipts(lines: Lines, jwks: JsonWebKeys, findings: ReceiptFinding[]) {
  const keys = await verifyingKeys(jwks);
  const byCustomId = new Map<string, Expected>();
  let batchId: string | null = null;
  let count = 0;
  for await (const text of lines) {
    if (text.trim() === '') continue;
    count++;
    const parsed = parseReceipt(text);
    if (!parsed) {
      findings.push({
        code: 'invalid_receipt',
        message: `Receipt ${count} is no receipt.`,
        line: count,
        customId: null,
      });
      continue;
    }
    batchId ??= parsed.batch_id;
    const customId = parsed.custom_id;
    const problem =
      (await signatureProblem(parsed, keys)) ?? placeProblem(parsed, batchId, byCustomId.has(customId));
    if (problem) findings.push({ ...problem, line: count, customId });
    // The first one stands, also where its signature is bad: its output is not missing a receipt besides.
    if (!byCustomId.has(customId))
      byCustomId.set(customId, { sha256: parsed.output_sha256, line: count, seen: false });
  }
  return { byCustomId, batchId, count };
}

type Problem = Pick<ReceiptFinding, 'code' | 'message'>;

async function signatureProblem(
  { signature, ...claims }: Receipt,
  keys: ReadonlyMap<string, CryptoKey>,
): Promise<Problem | undefined> {
  const header = headerOf(signature);
  if (header?.typ !== outputReceiptType)
    return { code: 'bad_signature', message: 'Its signature is not one of an output receipt.' };
  const key = keys.get(header.kid);
  if (!key)
    return { code: 'unknown_key', message: `It is signed by a key that is not known: ${header.kid}.` };
  if (await isSignedBy(key, claims, signature)) return undefined;
  return { code: 'bad_signature', message: 'Its signature is not over what it says.' };
}

function placeProblem(
  { batch_id, custom_id }: Receipt,
  batchId: string,
  isKnown: boolean,
): Problem | undefined {
  if (batch_id !== batchId)
    return { code: 'other_batch', message: `It is of ${batch_id}, the first one of ${batchId}.` };
  if (isKnown) return { code: 'duplicate_receipt', message: `There is a receipt of '${custom_id}' already.` };
  return undefined;
}

const outputLine = z.object({ custom_id: z.string() });

async function checkOutputs(
  lines: Lines,
  expected: Map<string, Expected>,
  findings: ReceiptFinding[],
): Promise<number> {
  let count = 0;
  for await (const text of lines) {
    if (text.trim() === '') continue;
    count++;
    const customId = customIdOf(text);
    const problem =
      customId === undefined
        ? { code: 'invalid_output' as const, message: `Output line ${count} has no custom_id.` }
        : await outputProblem(text, customId, expected.get(customId));
    if (problem) findings.push({ ...problem, line: count, customId: customId ?? null });
  }
  for (const [customId, { line, seen }] of expected)
    if (!seen)
      findings.push({
        code: 'missing_output',
        message: `There is a receipt of '${customId}', but no line of output.`,
        line,
        customId,
      });
  return count;
}

async function outputProblem(
  text: string,
  customId: string,
  expected: Expected | undefined,
): Promise<Problem | undefined> {
  if (!expected) return { code: 'missing_receipt', message: `The output of '${customId}' has no receipt.` };
  if (expected.seen)
    return { code: 'duplicate_output', message: `There is a line of output of '${customId}' already.` };
  expected.seen = true;
  if ((await sha256(text)) === expected.sha256) return undefined;
  return { code: 'altered_output', message: `The output of '${customId}' is not what its receipt is of.` };
}

function parseReceipt(text: string): Receipt | undefined {
  try {
    return receipt.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function customIdOf(text: string): string | undefined {
  try {
    return outputLine.parse(JSON.parse(text)).custom_id;
  } catch {
    return undefined;
  }
}

async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
