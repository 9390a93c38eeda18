import { paginateScan } from '@aws-sdk/lib-dynamodb';
import type { Clients } from '../../functions/edge/deps.ts';
import type { Cloud } from '../../local/cloud.ts';
import { unmetered } from '../../local/meter.ts';

/** What secrets of ours look like wherever they stand. Written in parts: this file is searched for them, too. */
const secretShapes: Readonly<Record<string, RegExp>> = {
  'an API key': /\bpk_(?:live_|test_)?[A-Za-z0-9_-]{32}/,
  "a webhook's signing secret": /\bwhsec_[A-Za-z0-9+/]{24}/,
  "a key of Stripe's": /\b[sr]k_(?:live|test)_\w{16}/,
  'the signature of a presigned URL': /X-Amz-Signature=/,
  'an Authorization header': /Bearer [A-Za-z0-9_-]{20}/,
  "a device's private key": /"d":"[A-Za-z0-9_-]{43}"|PRIVATE KEY-----/,
};

/** In replies: what is shown once, or sealed for one vehicle. */
const shown = [
  /"(?:leaseToken|apiKey|api_key|secret|ciphertext)":"(?:whsec_)?([^"\\]{20,})"/g,
  // A report's facts are values too, and no keys.
  /"value":"((?:pk_|whsec_)[^"\\]{20,})"/g,
  /"code":"([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})"/g,
  /X-Amz-Signature=([0-9a-f]{64})/g,
];

/** A few are as good as all: the code that would leak one leaks all of them. */
const plantedMax = 60;
/** Nor is more looked through of a very large market. */
const pagesMax = 4;
const messagesMax = 2_000;

type Stack = {
  add(
    middleware: (next: (args: unknown) => Promise<unknown>) => (args: { input: object }) => Promise<unknown>,
    options: { step: 'initialize' },
  ): void;
};

/**
 * Looks, at the end of a market, for secrets and payloads in its queues, its table and its reports of faults: for what
 * looks like a secret of ours, for the very secrets that the market gave out, and for what was planted.
 */
export function leakWatch() {
  const planted = new Map<string, string>();
  const messages: string[] = [];

  const plant = (what: string, text: string): void => {
    if (planted.size < plantedMax && text.length >= 12) planted.set(text, what);
  };

  return {
    /** Something that must stand in no queue, table or report. */
    plant,

    /** Every message that is sent to a queue from now on. */
    hearQueues({ sqs }: Pick<Clients, 'sqs'>): void {
      (sqs.middlewareStack as unknown as Stack).add(
        (next) => (args) => {
          if ('MessageBody' in args.input || 'Entries' in args.input)
            if (messages.length < messagesMax) messages.push(JSON.stringify(args.input));
          return next(args);
        },
        { step: 'initialize' },
      );
    },

    /** The secrets that a reply shows are planted: they may stand in it and nowhere else. */
    async hearReply(reply: Response): Promise<Response> {
      if (!isSmallJson(reply) || planted.size >= plantedMax) return reply;
      const text = await reply.clone().text();
      for (const pattern of shown)
        for (const [, secret = ''] of text.matchAll(pattern)) plant('a secret of a reply', secret);
      return reply;
    },

    /** What leaked where. */
    async leaks(cloud: Pick<Cloud, 'clients' | 'deps'>, faults: readonly string[]): Promise<string[]> {
      const items = (await tableTexts(cloud)).map((text) => ({ where: 'table', text }));
      const sent = messages.map((text) => ({ where: 'queue', text }));
      const told = faults.map((text) => ({ where: 'fault', text }));
      return leaksIn([...items, ...sent, ...told], planted);
    },
  };
}

const isSmallJson = ({ status, headers }: Response) =>
  status < 300 &&
  /^application\/json/.test(headers.get('content-type') ?? '') &&
  Number(headers.get('content-length') ?? 0) < 100_000;

type Text = { where: string; text: string };

/** Each leak once, by what and where. */
export function leaksIn(texts: readonly Text[], planted: ReadonlyMap<string, string>): string[] {
  const whole = texts.map(({ text }) => text).join('\n');
  const found = new Set<string>();
  const note = (what: string, holds: (text: string) => boolean) => {
    if (!holds(whole)) return;
    for (const { where, text } of texts)
      if (holds(text)) found.add(`${what} in ${where}: ${text.slice(0, 600)}`);
  };
  for (const [what, shape] of Object.entries(secretShapes))
    note(what, (text) => shape.test(text.replaceAll(encoded, '')));
  for (const [secret, what] of planted)
    note(`${what} (${secret.slice(0, 40)})`, (text) => text.includes(secret));
  return [...found].slice(0, 10);
}

function tableTexts({ clients, deps }: Pick<Cloud, 'clients' | 'deps'>): Promise<string[]> {
  return unmetered(async () => {
    const scan = paginateScan({ client: clients.db }, { TableName: deps.tableName, ConsistentRead: true });
    const texts: string[] = [];
    let pages = 0;
    for await (const { Items = [] } of scan) {
      texts.push(...Items.map(rawText));
      if (++pages === pagesMax) break;
    }
    return texts;
  });
}

/** Of bytes by chance every seventeen millionth place of it would look like the beginning of a key. */
const encoded = /⟦[^⟧]*⟧/g;

/** Binaries both as they are and, marked, as secrets are shown: planted ones are looked for there as well. */
export const rawText = (item: object): string =>
  JSON.stringify(item, (_key, value: unknown) => {
    if (typeof value === 'bigint') return `${value}`;
    if (!(value instanceof Uint8Array)) return value;
    const bytes = Buffer.from(value);
    return `${bytes.toString('latin1')} ⟦${bytes.toString('base64')} ${bytes.toString('base64url')}⟧`;
  });
