import { expect, test } from 'vitest';
import { catalogue } from '../../../shared/catalogue.ts';
import { type Charter, charter, charterBytes, kinds, standardCharter } from '../../../shared/charter.ts';

test('the standard charter is one, and allows every kind that is sold', () => {
  expect(charter.parse(standardCharter)).toEqual(standardCharter);
  expect([...new Set(catalogue.map(({ kind }) => kind))].sort()).toEqual([...kinds].sort());
});

test.each<[string, object, string]>([
  ['a rule that does not exist', { maxPrice: 3 }, ''],
  ['another version', { version: 2 }, 'version'],
  ['a zone that does not exist', { timeZone: 'Europe/Atlantis' }, 'timeZone'],
  ['an offset in place of a zone', { timeZone: '+01:00' }, 'timeZone'],
  ['hours of no day', { hours: [{ days: [], from: '10:00', to: '12:00' }] }, 'hours.0.days'],
  ['a time that no clock shows', { hours: [{ days: ['mon'], from: '24:00', to: '12:00' }] }, 'hours.0.from'],
  [
    'an interlock that can not be ignored',
    { interlocks: { ...standardCharter.interlocks, doorOpen: 'ignored' } },
    'interlocks.doorOpen',
  ],
  ['no kind of work', { kinds: [] }, 'kinds'],
  [
    'a price of a fraction',
    { tariff: { kind: 'fixed', microUsdPerKwh: 0.187, ceilingMicroUsdPerKwh: 1 } },
    'tariff.microUsdPerKwh',
  ],
  ['a trust without end', { signalAgeSeconds: { gear: 1e9 } }, 'signalAgeSeconds.gear'],
  ['a signal that does not exist', { signalAgeSeconds: { latitude: 60 } }, 'signalAgeSeconds'],
  [
    'a day that does not exist',
    { departure: { ...standardCharter.departure, dated: [{ at: '2026-02-30T07:00', targetPercent: 80 }] } },
    'departure.dated.0.at',
  ],
  [
    'a plan in UTC: plans are of the wall clock',
    { departure: { ...standardCharter.departure, dated: [{ at: '2026-02-20T07:00Z', targetPercent: 80 }] } },
    'departure.dated.0.at',
  ],
])('a charter with %s is refused, naming where', (_, part, path) => {
  const { error } = charter.safeParse({ ...standardCharter, ...part });
  expect(error?.issues[0]?.path.join('.')).toBe(path);
});

test('what is signed does not depend on the order in which it was written, and differs with every rule', () => {
  const reordered = Object.fromEntries(Object.entries(standardCharter).reverse()) as Charter;
  expect(charterBytes(reordered)).toEqual(charterBytes(standardCharter));
  const other = { ...standardCharter, stateOfChargeFloorPercent: 51 };
  expect(charterBytes(other)).not.toEqual(charterBytes(standardCharter));
  const text = new TextDecoder().decode(charterBytes(standardCharter));
  expect(charter.parse(JSON.parse(text))).toEqual(standardCharter);
});
