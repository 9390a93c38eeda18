export const quarters = [1, 2, 3, 4] as const;

export type TaxSearch = { year?: number; quarter?: (typeof quarters)[number] };

export function taxSearchOf({ year, quarter: asked }: Record<string, unknown>): TaxSearch {
  const quarter = quarters.find((each) => each === asked);
  return { ...(typeof year === 'number' && { year }), ...(quarter && { quarter }) };
}
