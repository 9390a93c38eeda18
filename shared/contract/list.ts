/** OpenAI's list envelope: `found` has one more than `limit` where there are more. */
export function listOf<Each extends { id: string }>(found: readonly Each[], limit: number) {
  const data = found.slice(0, limit);
  return {
    object: 'list' as const,
    data,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more: found.length > limit,
  };
}
