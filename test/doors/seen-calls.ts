import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clients } from '../../functions/edge/deps.ts';

/** What a call of a function asked of the world: the command, and of what kind of thing ("GetItem CUSTOMER#/FILE#"). */
export type Asked = { what: string; isWrite: boolean };

const asking = new AsyncLocalStorage<Asked[]>();

/** Runs `call` and tells what it asked of the table, the buckets, the queues and Stripe. */
export async function seenBy<Result>(
  call: () => Promise<Result>,
): Promise<{ result: Result; asked: readonly Asked[] }> {
  const asked: Asked[] = [];
  const result = await asking.run(asked, call);
  return { result, asked };
}

type Stack = {
  add(
    middleware: (
      next: (args: never) => Promise<never>,
      context: { commandName?: string },
    ) => (args: { input: unknown }) => Promise<never>,
    options: { step: 'initialize' },
  ): void;
};

const reads = /^(Get|BatchGet|TransactGet|Query|Scan|Head|List|Receive)/;

/** From now on `seenBy` hears of what these clients are asked. */
export function watchClients({ db, s3, sqs, stripe }: Pick<Clients, 'db' | 's3' | 'sqs' | 'stripe'>): void {
  for (const client of [db, s3, sqs])
    (client.middlewareStack as unknown as Stack).add(
      (next, { commandName = '' }) =>
        (args) => {
          const name = commandName.replace(/Command$/, '');
          const isWrite = !reads.test(name);
          for (const thing of thingsIn(args.input))
            asking.getStore()?.push({ what: `${name} ${thing}`, isWrite });
          return next(args as never);
        },
      { step: 'initialize' },
    );
  for (const client of new Set(Object.values(stripe)))
    client?.on('request', ({ method, path }: { method: string; path: string }) => {
      const what = `Stripe ${method} ${path.replace(/\b\w+_\w{8,}/g, '…')}`;
      asking.getStore()?.push({ what, isWrite: method !== 'GET' });
    });
}

type Names = { pk?: unknown; sk?: unknown };

/** Kinds of things, without their ids: two calls that ask the same look the same. */
function thingsIn(input: unknown): string[] {
  const { Bucket, QueueUrl } = input as { Bucket?: string; QueueUrl?: string };
  if (QueueUrl !== undefined) return [`queue ${QueueUrl.split('/').at(-1)}`];
  if (Bucket !== undefined) return [`bucket ${Bucket}`];
  const found = keysIn(input);
  return found.length > 0 ? found.map(kindOf) : [''];
}

function keysIn(value: unknown, depth = 0): Names[] {
  if (typeof value !== 'object' || value === null || depth > 6) return [];
  if (Array.isArray(value)) return value.flatMap((each) => keysIn(each, depth + 1));
  if ('pk' in value || 'sk' in value) return [value];
  if (':pk' in value) return [{ pk: value[':pk'] }];
  return Object.values(value).flatMap((each) => keysIn(each, depth + 1));
}

const kindOf = ({ pk, sk }: Names): string =>
  [pk, sk].map((name) => `${textOf(name).split('#')[0]}`).join('/');

/** As the document client takes it, or as it goes over the wire. */
const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : String((value as { S?: string } | undefined)?.S ?? '');
