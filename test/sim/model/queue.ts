import type { ModelWorld } from './port.ts';
import type { Failure } from './queue-entries.ts';

export type QueueDefinition = {
  name: string;
  /** How long a received message is hidden, where the receiver does not say. */
  visibilitySeconds?: number;
  retentionSeconds?: number;
  /** A message received so often goes there instead of being received again. */
  deadLetters?: string;
  maxReceiveCount?: number;
};

/** A message that waits in a queue, or that somebody has taken. */
export type Waiting = {
  readonly id: string;
  readonly body: string;
  readonly sentAt: number;
  readonly receives: number;
  readonly visibleAt: number;
};

type Message = { -readonly [Name in keyof Waiting]: Waiting[Name] } & { handle?: string };

export type Chances = {
  /** Whether a short poll overlooks a message. */
  isOverlooked: () => boolean;
  /** Whether a message that is received stays visible. */
  isDoubled: () => boolean;
  /** Whether a deleted message comes back, once. */
  isUndeleted: () => boolean;
  /** Whether the receipt of an earlier receive still counts. */
  isStaleTaken: () => boolean;
};

const invalidReceipt: Failure = {
  Code: 'ReceiptHandleIsInvalid',
  Message: 'The input receipt handle is invalid.',
};
const longestHiddenMillis = 43_200_000;

/** One standard queue. */
export function queueOf(definition: QueueDefinition, { now, random }: ModelWorld, chances: Chances) {
  const { name, retentionSeconds = 345_600, maxReceiveCount = Number.POSITIVE_INFINITY } = definition;
  const messages = new Map<string, Message>();
  const byHandle = new Map<string, { message: Message; receivedAt: number }>();
  const listeners = new Set<() => void>();
  let deadLetters: { bury: (message: Waiting) => void } | undefined;
  let [sent, received] = [0, 0];

  const tell = () => {
    for (const listener of [...listeners]) listener();
  };
  const forget = (message: Message) => {
    messages.delete(message.id);
    message.handle = undefined as never;
  };
  const isOver = ({ sentAt }: Message) => sentAt + retentionSeconds * 1_000 <= now();
  const add = (message: Message) => {
    messages.set(message.id, message);
    tell();
  };

  /** What is over goes, and what was received too often goes to the dead letters. */
  const isReceivable = (message: Message): boolean => {
    const isDead = message.receives >= maxReceiveCount && deadLetters !== undefined;
    if (!isOver(message) && !isDead) return true;
    forget(message);
    if (!isOver(message)) deadLetters?.bury(message);
    return false;
  };

  return {
    name,
    visibilitySeconds: definition.visibilitySeconds ?? 30,
    buryIn(other: { bury: (message: Waiting) => void }): void {
      deadLetters = other;
    },

    send(body: string, visibleAt: number): string {
      const id = `${name}-${++sent}`;
      add({ id, body, sentAt: now(), receives: 0, visibleAt });
      return id;
    },

    /** A dead letter keeps the time at which it was sent first. */
    bury: ({ id, body, sentAt }: Waiting) => add({ id, body, sentAt, receives: 0, visibleAt: now() }),

    /** Up to so many that can be seen now, in no order; those received too often go to the dead letters. */
    visible(most: number, isShortPoll: boolean): Message[] {
      const found = [...messages.values()].filter(
        (message) =>
          message.visibleAt <= now() && isReceivable(message) && !(isShortPoll && chances.isOverlooked()),
      );
      for (let at = 0; at < Math.min(most, found.length); at++) {
        const other = at + Math.floor(random() * (found.length - at));
        [found[at], found[other]] = [found[other] as Message, found[at] as Message];
      }
      return found.slice(0, most);
    },

    /** Hides a message, and gives the receipt for it. */
    take(message: Message, hiddenMillis: number): string {
      const handle = `${name}-receipt-${++received}`;
      message.receives++;
      message.handle = handle;
      message.visibleAt = now() + (chances.isDoubled() ? 0 : hiddenMillis);
      byHandle.set(handle, { message, receivedAt: now() });
      return handle;
    },

    /** A stale receipt is no failure: the message may be deleted by it, or not. */
    delete(handle: string): Failure | undefined {
      const known = byHandle.get(handle);
      if (!known) return invalidReceipt;
      const { message } = known;
      if (!messages.has(message.id)) return undefined;
      if (message.handle !== handle && !chances.isStaleTaken()) return undefined;
      if (chances.isUndeleted()) return undefined;
      forget(message);
      return undefined;
    },

    /** Of a message in flight alone. */
    hide(handle: string, millis: number): Failure | undefined {
      const known = byHandle.get(handle);
      if (!known) return invalidReceipt;
      const { message, receivedAt } = known;
      const isCurrent = message.handle === handle || chances.isStaleTaken();
      if (!messages.has(message.id) || !isCurrent || message.visibleAt <= now()) return invalidReceipt;
      if (now() + millis - receivedAt > longestHiddenMillis)
        return {
          Code: 'InvalidParameterValue',
          Message: 'Total VisibilityTimeout for the message is beyond the limit [43200 seconds]',
        };
      const isSooner = now() + millis < message.visibleAt;
      message.visibleAt = now() + millis;
      if (isSooner) tell();
      return undefined;
    },

    counts() {
      let [visible, hidden, delayed] = [0, 0, 0];
      for (const message of messages.values()) {
        if (isOver(message)) continue;
        if (message.visibleAt <= now()) visible++;
        else if (message.receives > 0) hidden++;
        else delayed++;
      }
      return {
        ApproximateNumberOfMessages: visible,
        ApproximateNumberOfMessagesNotVisible: hidden,
        ApproximateNumberOfMessagesDelayed: delayed,
      };
    },

    nextVisibleAt(): number | undefined {
      let next: number | undefined;
      for (const { visibleAt } of messages.values())
        if (next === undefined || visibleAt < next) next = visibleAt;
      return next;
    },

    onArrival(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    purge: () => messages.clear(),
    all: (): readonly Waiting[] => [...messages.values()],
  };
}

export type Queue = ReturnType<typeof queueOf>;
