import { describe, expect, test } from 'vitest';
import {
  bytesText,
  celsiusText,
  durationText,
  kilowattText,
  percentText,
  timeText,
  usdText,
} from '../../../shared/charter/words.ts';
import { monday } from './good-moment.ts';
import { berlin } from './judged.ts';

describe('a time in the words of an owner', () => {
  test.each([
    ['2026-03-02T21:00', '21:00'],
    ['2026-03-02T00:00', '00:00'],
    ['2026-03-02T23:59', '23:59'],
    ['2026-03-03T00:00', '00:00 tomorrow'],
    ['2026-03-03T23:59', '23:59 tomorrow'],
    ['2026-03-04T07:00', '07:00 on Wednesday'],
    ['2026-03-05T07:00', '07:00 on Thursday'],
    ['2026-03-06T07:00', '07:00 on Friday'],
    ['2026-03-07T07:00', '07:00 on Saturday'],
    ['2026-03-08T23:59', '23:59 on Sunday'],
    ['2026-03-09T00:00', '00:00 on 2026-03-09'],
    ['2026-03-01T23:59', '23:59 on 2026-03-01'],
  ])('%s, told on Monday the 2nd: %s', (at, text) => {
    expect(timeText('Europe/Berlin', berlin(at), monday)).toBe(text);
  });

  test('has a name for each day of the week', () => {
    const saturday = berlin('2026-03-07T12:00');
    expect(timeText('Europe/Berlin', berlin('2026-03-09T07:00'), saturday)).toBe('07:00 on Monday');
    expect(timeText('Europe/Berlin', berlin('2026-03-10T07:00'), saturday)).toBe('07:00 on Tuesday');
  });

  test('is the wall clock of the zone, whatever the day in UTC', () => {
    const at = Date.UTC(2026, 2, 2, 23, 30);
    expect(timeText('Europe/Berlin', at, monday)).toBe('00:30 tomorrow');
    expect(timeText('America/New_York', at, monday)).toBe('18:30');
  });

  test('beyond what a calendar can say is further notice', () => {
    expect(timeText('UTC', 8.64e15, monday)).toBe('00:00 on +275760-09-13');
    expect(timeText('UTC', 8.64e15 + 1, monday)).toBe('further notice');
    expect(timeText('UTC', -8.64e15 - 1, monday)).toBe('further notice');
  });
});

test('a duration is in the unit in which it is read', () => {
  const texts = [0, 45_400, 119_499, 120_000, 150_000, 7_199_999, 7_200_000, 18_720_000].map(durationText);
  expect(texts).toEqual(['0 s', '45 s', '119 s', '2 min', '3 min', '120 min', '2.0 h', '5.2 h']);
  const day = 86_400_000;
  expect([100 * day - 1, 100 * day, Number.POSITIVE_INFINITY].map(durationText)).toEqual([
    '2400.0 h',
    'months',
    'months',
  ]);
});

test('dollars have cents at least, and no more decimals than they need', () => {
  const texts = [410_000, 187_000, -20_000, 0, 1, 20_000_000, 1_500_000, 100_010].map(usdText);
  expect(texts).toEqual(['$0.41', '$0.187', '-$0.02', '$0.00', '$0.000001', '$20.00', '$1.50', '$0.10001']);
});

test('percent, kilowatts, degrees and bytes are rounded to what a person reads', () => {
  expect([54, 54.54, 54.55, 0].map(percentText)).toEqual(['54 %', '54.5 %', '54.6 %', '0 %']);
  expect([424, 425, 7_400, 22_000].map(kilowattText)).toEqual(['0.42 kW', '0.43 kW', '7.4 kW', '22 kW']);
  expect([45, 45.54, -3.25].map(celsiusText)).toEqual(['45 °C', '45.5 °C', '-3.2 °C']);
  expect([2_000_000, 1_540_000, 999_999_999, 1_000_000_000, 1_540_000_000].map(bytesText)).toEqual([
    '2 MB',
    '1.5 MB',
    '1000 MB',
    '1 GB',
    '1.5 GB',
  ]);
});
