import type { PortCall } from '../model/port.ts';
import { hashOf } from './random.ts';

type Outcome = { answer: unknown } | { error: unknown };

/** What happened, step by step: as one hash, and as lines to be read where they are wanted. */
export type Trace = {
  step(who: string, call: PortCall, outcome: Outcome): void;
  /** Something that is no call of the cloud. */
  note(who: string, what: string): void;
  readonly steps: number;
  readonly hash: string;
  /** Notes a fault that a function reported: what would be in its log. */
  fault(who: string, text: string): void;
  /** Whether any of these texts is so. */
  leaked(isLeaked: (text: string) => boolean): boolean;
  /** Empty unless the trace was told to keep them. */
  readonly lines: readonly string[];
};

/** Two lanes of FNV-1a over all that is told: the same seed gives the same hash, and another one hardly ever does. */
export function newTrace(now: () => number, startsAt: number, keepsLines: boolean): Trace {
  const lines: string[] = [];
  const faults: string[] = [];
  let steps = 0;
  let high = 0x811c9dc5 | 0;
  let low = 0x01000193 | 0;

  function tell(who: string, what: string) {
    const line = hashOf(`${now() - startsAt} ${who} ${what}`);
    high = Math.imul(high ^ line, 0x01000193);
    low = Math.imul(low ^ (line >>> 7) ^ steps, 0x85ebca6b);
  }

  return {
    step(who, call, outcome) {
      steps++;
      const what = `${call.operation} ${keysOf(call.input)} ${toldOf(outcome)}`;
      tell(who, what);
      if (keepsLines) lines.push(`${clock(now() - startsAt)} ${who}: ${what}`);
    },
    note(who, what) {
      tell(who, what);
      if (keepsLines) lines.push(`${clock(now() - startsAt)} ${who}: ${what}`);
    },
    fault(who, text) {
      faults.push(text);
      this.note(who, `fault: ${text.slice(0, 300)}`);
    },
    leaked: (isLeaked) => faults.some(isLeaked),
    get steps() {
      return steps;
    },
    get hash() {
      return [high, low].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
    },
    lines,
  };
}

const clock = (millis: number) => {
  const seconds = Math.floor(millis / 1_000);
  const two = (count: number) => String(count).padStart(2, '0');
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}.${String(millis % 1_000).padStart(3, '0')}`;
};

type Keyed = { pk?: unknown; sk?: unknown };
type Input = {
  Key?: Keyed | string;
  Item?: Keyed;
  TransactItems?: readonly Record<string, { Key?: Keyed; Item?: Keyed }>[];
  ExpressionAttributeValues?: Record<string, unknown>;
  QueueUrl?: string;
};

/** What a call is about: its keys, never what lies under them. */
function keysOf(given: object): string {
  const input = given as Input;
  if (typeof input.Key === 'string') return input.Key;
  if (input.QueueUrl) return input.QueueUrl.split('/').at(-1) ?? '';
  const keyed = input.Key ?? input.Item;
  if (keyed) return nameOf(keyed);
  if (input.TransactItems)
    return input.TransactItems.flatMap((item) => Object.values(item))
      .map((write) => nameOf(write.Key ?? write.Item ?? {}))
      .join(' + ');
  return String(input.ExpressionAttributeValues?.[':pk'] ?? '');
}

const nameOf = ({ pk, sk }: Keyed) => `${pk}/${sk}`;

function toldOf(outcome: Outcome): string {
  if ('error' in outcome) return outcome.error instanceof Error ? outcome.error.name : 'error';
  const { Item, Items, Messages } = (outcome.answer ?? {}) as {
    Item?: object;
    Items?: readonly object[];
    Messages?: readonly object[];
  };
  if (Items) return String(Items.length);
  if (Messages) return String(Messages.length);
  return Item ? 'found' : 'ok';
}
