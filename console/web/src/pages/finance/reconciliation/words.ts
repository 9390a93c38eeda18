import type { Exception } from './queries.ts';

export const statusWords: Record<Exception['status'], string> = {
  timing: 'on its way',
  amount_differs: 'the amount differs',
  missing_ours: 'no entry of ours',
  missing_theirs: 'nothing of theirs',
  duplicate: 'more than once',
};

export const ageWords: Record<Exception['age'], string> = {
  '0-1': 'up to a day',
  '2-7': '2 to 7 days',
  '8-30': '8 to 30 days',
  '>30': 'over 30 days',
};
