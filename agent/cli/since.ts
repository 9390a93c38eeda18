import { InvalidArgumentError } from '@commander-js/extra-typings';

const unitMillis = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** "90m", "24h", "7d" before now, or a time such as 2026-11-25 or 2026-11-25T14:00Z: ms since the epoch. */
export const readSince =
  (now: () => number) =>
  (text: string): number => {
    const [, amount, unit] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
    if (amount && unit) return now() - Number(amount) * unitMillis[unit as keyof typeof unitMillis];
    const at = Date.parse(text);
    if (Number.isNaN(at))
      throw new InvalidArgumentError('It is 90m, 24h, 7d or a time such as 2026-11-25T14:00Z.');
    return at;
  };
