/** What an address can ask for of the exceptions. */
export const ages = ['0-1', '2-7', '8-30', '>30'] as const;
export const states = ['open', 'resolved', 'all'] as const;
export const statuses = ['timing', 'amount_differs', 'missing_ours', 'missing_theirs', 'duplicate'] as const;

type Age = (typeof ages)[number];
export type ExceptionsShown = {
  age?: Age;
  state?: (typeof states)[number];
  status?: (typeof statuses)[number];
  /** A person's id, or `nobody`. */
  assignee?: string;
};

export const isOneOf = <Each extends string>(all: readonly Each[], asked: unknown): asked is Each =>
  (all as readonly unknown[]).includes(asked);

/** Of which account at the bank, and the days of booking, which lines. */
export type LinesShown = { account?: string; from?: string; to?: string };
