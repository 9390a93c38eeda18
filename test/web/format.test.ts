import { expect, test } from 'vitest';
import { daysOf } from '../../console/web/src/charts/day-sums.ts';
import { bytesText, countText } from '../../console/web/src/format/amounts.ts';
import { moneyExactly, moneyText } from '../../console/web/src/format/money.ts';
import { timeFromNow, timeInUtc } from '../../console/web/src/format/time.ts';
import { spendByDay } from '../../console/web/src/pages/customer/spend-by-day.ts';
import { csvOf } from '../../console/web/src/table/csv.ts';

test.each([
  [0, '$0.00', '$0.000000, 0 micro-USD'],
  [9_470_000, '$9.47', '$9.470000, 9,470,000 micro-USD'],
  [-1_234_567_890, '-$1,234.57', '-$1234.567890, -1,234,567,890 micro-USD'],
  [122, '$0.00012', '$0.000122, 122 micro-USD'],
])('%d micro-USD is read as %s and checked as %s', (microUsd, read, checked) => {
  expect(moneyText(microUsd)).toBe(read);
  expect(moneyExactly(microUsd)).toBe(checked);
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_214_000, '1.21 MB'],
  [5_000_000_000_000_000, '5000 TB'],
])('%d bytes are read as %s', (bytes, read) => {
  expect(bytesText(bytes)).toBe(read);
});

test('times are told in UTC, and from now; counts in thousands', () => {
  expect(timeInUtc(Date.UTC(2027, 0, 5, 23, 4, 5))).toBe('5 Jan 2027, 23:04:05 UTC');
  expect(timeFromNow(0, 185_000)).toBe('3 minutes ago');
  expect(timeFromNow(7_200_000, 0)).toBe('in 2 hours');
  expect(countText(1_000_000)).toBe('1,000,000');
});

test('a table is exported so that a spreadsheet shows it and runs nothing', () => {
  const columns = [
    { id: 'name', header: 'Name', value: ({ name }: { name: string }) => name },
    { id: 'size', header: 'Size', unit: 'bytes', value: ({ size }: { size?: number }) => size },
  ];
  const rows = [{ name: '=HYPERLINK("x")', size: -1 }, { name: 'two\nlines, "quoted"' }];
  expect(csvOf<(typeof rows)[number] & { size?: number }>(columns, rows)).toBe(
    'Name,"Size, bytes"\r\n"\'=HYPERLINK(""x"")",-1\r\n"two\nlines, ""quoted""",\r\n',
  );
});

test('a sixth kind of spending is told with the smallest of the others, and nothing is lost', () => {
  const result = (line_item: string | null, value: number) => ({ line_item, amount: { value } });
  const buckets = [
    { start_time: 0, results: ['a', 'b', 'c', 'd', 'e', 'f'].map((name, at) => result(name, 10 - at)) },
    { start_time: 86_400, results: [result('f', 1), result(null, 2)] },
  ];
  expect(spendByDay(buckets)).toEqual({
    series: ['a', 'b', 'c', 'd', 'others'],
    days: [
      { day: '1970-01-01', sums: { a: 10, b: 9, c: 8, d: 7, others: 11 } },
      { day: '1970-01-02', sums: { others: 3 } },
    ],
  });
});

test('a chart has every day of its span, over the end of a month and of a leap day', () => {
  expect(daysOf({ start: '2028-02-28', end: '2028-03-01' })).toEqual([
    '2028-02-28',
    '2028-02-29',
    '2028-03-01',
  ]);
  expect(daysOf({ start: '2026-11-29', end: '2026-11-29' })).toEqual(['2026-11-29']);
});
