import type { ReactNode } from 'react';

/** What is sorted, filtered and exported by; nothing where a row has none. */
export type CellValue = string | number | undefined;

export type Column<Row> = {
  id: string;
  header: string;
  /** Of the values, where it is not what is shown: what is exported says it. */
  unit?: string;
  value: (row: Row) => CellValue;
  /** How it is shown, if not as its value. */
  shown?: (row: Row) => ReactNode;
  /** Numbers stand at the end, so that their digits stand below one another. */
  align?: 'end';
};
