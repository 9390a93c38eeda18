type Page = { after?: string | undefined; limit: number };

/** What comes after the one with this id, and one more than asked for where there are more, as `listOf` takes it. */
export async function pageOf<Each extends { id: string }>(
  all: AsyncIterable<Each> | Iterable<Each>,
  { after, limit }: Page,
): Promise<Each[]> {
  const found: Each[] = [];
  let isReached = after === undefined;
  for await (const each of all) {
    if (isReached && found.push(each) > limit) break;
    isReached ||= each.id === after;
  }
  return found;
}
