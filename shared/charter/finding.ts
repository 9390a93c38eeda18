import type { Charter } from '../charter.ts';
import type { Signals } from '../signals.ts';
import { timeText } from './words.ts';

/** What is judged: the owner's rules, what the car says, and the time. */
export type Moment = { charter: Charter; signals: Signals; now: number };

/** What one rule says of a moment. A rule that has nothing against it and does not end says nothing. */
export type Finding =
  | {
      weight: 'stop' | 'no';
      code: string;
      text: string;
      /** When it passes by the clock alone; null: not known. */
      clearsAt: number | null;
    }
  | { weight: 'until'; code: string; text: string; at: number }
  | { weight: 'note'; code: string; text: string };

export type Rule = (moment: Moment) => Finding[];

export const stop = (code: string, text: string): Finding => ({ weight: 'stop', code, text, clearsAt: null });

export const notNow = (code: string, because: string, clearsAt: number | null = null): Finding => ({
  weight: 'no',
  code,
  text: `Not now: ${because}`,
  clearsAt,
});

export const until = ({ charter, now }: Moment, code: string, at: number, because: string): Finding => ({
  weight: 'until',
  code,
  text: `Until ${timeText(charter.timeZone, at, now)}: ${because}`,
  at,
});

export const note = (code: string, text: string): Finding => ({ weight: 'note', code, text });
