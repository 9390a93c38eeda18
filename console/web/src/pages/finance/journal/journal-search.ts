/** What GET /v1/finance/journal is asked for, as it stands in the page's address: milliseconds since the epoch. */
export type JournalSearch = {
  from?: number;
  to?: number;
  accounts?: string;
  kind?: string;
  subject?: string;
};

export const journalSearchOf = ({
  from,
  to,
  accounts,
  kind,
  subject,
}: Record<string, unknown>): JournalSearch => ({
  ...(typeof from === 'number' && { from }),
  ...(typeof to === 'number' && { to }),
  ...(typeof accounts === 'string' && { accounts }),
  ...(typeof kind === 'string' && { kind }),
  ...(typeof subject === 'string' && { subject }),
});

/** What a report's line says it is made of, as this page asks for it. */
export function journalSearchFrom(madeOf: string): JournalSearch {
  const { from, to, ...words } = Object.fromEntries(new URLSearchParams(madeOf.split('?')[1]));
  return journalSearchOf({
    ...words,
    ...(from !== undefined && { from: Number(from) }),
    ...(to !== undefined && { to: Number(to) }),
  });
}
