/**
 * How wide columns may be so that all together are no wider than `room`: the longest of those that give way is
 * shortened first, to the length of the next longest, and so on; a short label stays whole beside a long reference.
 */
export function narrowed(
  columns: readonly { wanted: number; givesWay: boolean }[],
  room: number,
): readonly number[] {
  const sum = (of: readonly { wanted: number }[]) => of.reduce((total, { wanted }) => total + wanted, 0);
  const yielding = columns.filter(({ givesWay }) => givesWay).sort((a, b) => a.wanted - b.wanted);
  let left = room - sum(columns.filter(({ givesWay }) => !givesWay));
  let longest = Number.POSITIVE_INFINITY;
  for (const [at, { wanted }] of yielding.entries()) {
    const share = left / (yielding.length - at);
    if (wanted > share) {
      longest = Math.max(share, 0);
      break;
    }
    left -= wanted;
  }
  return columns.map(({ wanted, givesWay }) => (givesWay ? Math.min(wanted, longest) : wanted));
}

/** A text with dots in its middle where it does not fit: what tells ids and keys apart stands at their ends. */
export function cutInMiddle(text: string, fits: (text: string) => boolean): string {
  if (fits(text)) return text;
  const letters = [...text];
  for (let kept = letters.length - 1; kept > 1; kept--) {
    const head = Math.ceil(kept / 2);
    const cut = `${letters.slice(0, head).join('')}…${letters.slice(letters.length - (kept - head)).join('')}`;
    if (fits(cut)) return cut;
  }
  return '…';
}

/** `customer/cus_1/top-up/pi_1` is `top-up/pi_1` on a page that is about cus_1. */
export function withoutParty(text: string, about: string | null): string {
  const [, id, rest] = /^(?:customer|owner)\/([^/]+)\/(.+)$/.exec(text) ?? [];
  return id !== undefined && rest !== undefined && about?.endsWith(`(${id})`) ? rest : text;
}
