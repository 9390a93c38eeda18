import { createHash } from 'node:crypto';
import {
  badEntryId,
  badParameter,
  emptyBatch,
  idsNotDistinct,
  tooLong,
  tooManyEntries,
} from './queue-errors.ts';

/** SQS's limit of a message, and of all messages of a call together: 1 MiB. */
const mostBytes = 1_048_576;

export type Failure = { Code: string; Message: string };
export type Named = { Id?: string };
export type Outgoing = Named & { MessageBody?: string; DelaySeconds?: number };

/** The entries of a batch, as far as one of them makes the whole call wrong. */
export function checkedEntries<Entry extends Named>(entries: readonly Entry[] | undefined): readonly Entry[] {
  if (!entries || entries.length === 0) throw emptyBatch();
  if (entries.length > 10) throw tooManyEntries();
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) throw idsNotDistinct();
  for (const { Id = '' } of entries) if (!/^[A-Za-z0-9_-]{1,80}$/.test(Id)) throw badEntryId();
  return entries;
}

export function checkBytes(entries: readonly Outgoing[]): void {
  let bytes = 0;
  for (const { MessageBody = '' } of entries) bytes += Buffer.byteLength(MessageBody);
  if (bytes > mostBytes) throw tooLong();
}

/** What XML cannot say, no message may hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const forbidden = /[^\u0009\u000a\u000d\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Why an entry is not sent, where the others are. */
export function wrongWith({ MessageBody = '', DelaySeconds = 0 }: Outgoing): Failure | undefined {
  if (MessageBody === '')
    return { Code: 'MissingParameter', Message: 'The request must contain the parameter MessageBody.' };
  if (forbidden.test(MessageBody))
    return {
      Code: 'InvalidMessageContents',
      Message:
        'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | ...',
    };
  if (isWithin(DelaySeconds, 0, 900)) return undefined;
  return {
    Code: 'InvalidParameterValue',
    Message: `Value ${DelaySeconds} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
  };
}

export const isWithin = (value: number, least: number, most: number) =>
  Number.isInteger(value) && value >= least && value <= most;

export function checkWithin(name: string, value: number | undefined, [least, most]: [number, number]): void {
  if (value === undefined || isWithin(value, least, most)) return;
  throw badParameter(
    `Value ${value} for parameter ${name} is invalid. Reason: Must be between ${least} and ${most}.`,
  );
}

export const hiddenLimits: [number, number] = [0, 43_200];

export const hashOf = (body: string): string => createHash('md5').update(body).digest('hex');
