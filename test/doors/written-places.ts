import type { Clients } from '../../functions/edge/deps.ts';
import { rawText } from '../support/leak-watch.ts';

/** Where something was written, and what. */
export type Place = 'table' | 'queue' | 'tasks bucket' | 'journal bucket' | 'log' | 'webhook';
export type WrittenText = { place: Place; text: string };

type Stack = {
  add(
    middleware: (next: (args: unknown) => Promise<unknown>) => (args: { input: object }) => Promise<unknown>,
    options: { step: 'initialize' },
  ): void;
};

/** From now on everything that these clients write, but the bucket of customers' files. */
export function hearWritten({ db, s3, sqs }: Pick<Clients, 'db' | 's3' | 'sqs'>): WrittenText[] {
  const written: WrittenText[] = [];
  const hear = (stack: unknown, placeOf: (input: Input) => Place | undefined) =>
    (stack as Stack).add(
      (next) => (args) => {
        const place = placeOf(args.input as Input);
        if (place) written.push({ place, text: rawText(withoutStreams(args.input)) });
        return next(args);
      },
      { step: 'initialize' },
    );
  hear(db.middlewareStack, (input) => (isRead(input) ? undefined : 'table'));
  hear(sqs.middlewareStack, (input) => ('MessageBody' in input || 'Entries' in input ? 'queue' : undefined));
  hear(s3.middlewareStack, ({ Bucket, Body }) =>
    Body === undefined || Bucket === 'files'
      ? undefined
      : `${Bucket === 'tasks' ? 'tasks' : 'journal'} bucket`,
  );
  return written;
}

type Input = { Bucket?: string; Body?: unknown; KeyConditionExpression?: unknown; RequestItems?: object };

const isRead = (input: Input): boolean =>
  'KeyConditionExpression' in input ||
  'ExclusiveStartKey' in input ||
  ('Key' in input && !('UpdateExpression' in input)) ||
  Object.values(input.RequestItems ?? {}).some((each) => 'Keys' in (each as object));

/** What is streamed is no payload of a task's: those are bytes. */
const withoutStreams = (input: object): object =>
  Object.fromEntries(
    Object.entries(input).filter(
      ([, value]) => !(typeof value === 'object' && value !== null && Symbol.asyncIterator in value),
    ),
  );
