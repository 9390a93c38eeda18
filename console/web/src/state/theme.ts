import { observable } from './observable.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const isTheme = (text: string | null): text is Theme => themes.some((known) => known === text);

const kept = localStorage.getItem('theme');
export const theme = observable<Theme>(isTheme(kept) ? kept : 'system');

/** The one thing that this console keeps in a browser. */
export function setTheme(next: string): void {
  if (!isTheme(next)) return;
  theme.set(next);
  if (next === 'system') {
    localStorage.removeItem('theme');
    delete document.documentElement.dataset.theme;
  } else {
    localStorage.setItem('theme', next);
    document.documentElement.dataset.theme = next;
  }
}
