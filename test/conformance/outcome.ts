/** What a call comes to, in words that two services must agree on: the answer, or the error and its reasons. */
export type Outcome = { answer: unknown } | { error: string; item?: unknown; reasons?: unknown };

type ServiceError = Error & { Item?: unknown; CancellationReasons?: { Code?: string; Item?: unknown }[] };

export async function outcomeOf(call: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { answer: plain(await call()) };
  } catch (error) {
    const { name, Item, CancellationReasons } = error as ServiceError;
    return {
      error: name,
      ...(Item !== undefined && { item: plain(Item) }),
      ...(CancellationReasons && {
        reasons: CancellationReasons.map(({ Code, Item: before }) => ({
          Code,
          ...(before !== undefined && { Item: plain(before) }),
        })),
      }),
    };
  }
}

/** Without what tells of the call's way and price, and sets in an order. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString('hex')}`;
  if (value instanceof Set) return { set: [...value].map(plain).sort() };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null) return value;
  const { $metadata: _way, ConsumedCapacity: _units, ...rest } = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(rest)
      .filter(([, each]) => each !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, each]) => [name, plain(each)]),
  );
}
