import { expect, test } from 'vitest';
import { readMt940 } from '../../../shared/bank-statements/mt940.ts';

const statement = (
  lines: readonly string[],
  { opening = 'C270131USD1000,00', closing = 'C270201USD1000,00' } = {},
) =>
  [
    ':20:STARTUMS',
    ':25:10020030/1234567',
    ':28C:7/1',
    `:60F:${opening}`,
    ...lines,
    `:62F:${closing}`,
    '-',
  ].join('\r\n');

test('a line tells its dates, sign, references and details', () => {
  const [read] = readMt940(
    statement(
      [
        ':61:2702010201C1234,50NTRFPO-77//BANKREF1',
        'Transfer',
        ':86:166?00Gutschrift?20EREF+po_1AbC SVWZ+STRIPE PAY?21OUT?32Stripe Payments?33 Europe',
      ],
      { closing: 'C270201USD2234,50' },
    ),
  );
  expect(read).toEqual({
    accountNamed: '10020030/1234567',
    openingMinorUnits: 100_000,
    closingMinorUnits: 223_450,
    lines: [
      {
        where: 'line 5',
        valueOn: '2027-02-01',
        bookedOn: '2027-02-01',
        amountMinorUnits: 123_450,
        currency: 'usd',
        counterparty: 'Stripe Payments Europe',
        text: 'EREF+po_1AbC SVWZ+STRIPE PAYOUT Transfer',
        reference: 'BANKREF1',
        endToEndId: 'po_1AbC',
      },
    ],
  });
});

test('a reversed credit goes out, a reversed debit comes in', () => {
  const [read] = readMt940(
    statement([':61:270201RC100,NTRFNONREF', ':61:270201RD40,NTRFNONREF', ':61:270201D1,05NCHGNONREF'], {
      closing: 'C270201USD938,95',
    }),
  );
  expect(read?.lines.map(({ amountMinorUnits }) => amountMinorUnits)).toEqual([-10_000, 4_000, -105]);
  expect(read?.lines.map(({ reference, endToEndId }) => [reference, endToEndId])).toEqual([
    ['', ''],
    ['', ''],
    ['', ''],
  ]);
});

test('a booking date takes the year that is nearest to its value date', () => {
  const [read] = readMt940(
    statement([':61:2612310102C1,00NTRFNONREF', ':61:2701021231C1,00NTRFNONREF'], {
      closing: 'C270201USD1002,00',
    }),
  );
  expect(read?.lines.map(({ bookedOn }) => bookedOn)).toEqual(['2027-01-02', '2026-12-31']);
});

test('yen have no decimals, dinars three', () => {
  const yen = statement([':61:270201C500,NTRFNONREF'], {
    opening: 'C270131JPY1000,',
    closing: 'C270201JPY1500,',
  });
  const dinar = statement([':61:270201C0,125NTRFNONREF', ':61:270201C0,004NTRFNONREF'], {
    opening: 'C270131KWD1,250',
    closing: 'C270201KWD1,379',
  });
  expect(readMt940(yen)[0]?.lines[0]?.amountMinorUnits).toBe(500);
  expect(readMt940(dinar)[0]?.lines.map(({ amountMinorUnits }) => amountMinorUnits)).toEqual([125, 4]);
});

test('a file of several statements, in SWIFT envelopes, is read whole', () => {
  const message = (body: string) => `{1:F01BANKUS33AXXX0000000000}{2:I940BANKUS33XXXXN}{4:\n${body}}`;
  expect(readMt940([message(statement([])), message(statement([]))].join('\n'))).toHaveLength(2);
  expect(readMt940(`${statement([])}\n${statement([])}`)).toHaveLength(2);
});

test.each([
  [
    'a line that is none',
    statement([':61:270201X100,00NTRFNONREF']),
    'line 5: ":61:270201X100,00NTRFNONREF" is no statement line',
  ],
  [
    'balances that do not add up',
    statement([':61:270201C1,00NTRFNONREF']),
    'line 6: opening and lines come to 100100, the file closes with 100000',
  ],
  [
    'too many decimals',
    statement([':61:270201C1,005NTRFNONREF']),
    'line 5: 1,005 has more than the 2 decimals of usd',
  ],
  ['no closing balance', ':20:X\n:25:1\n:60F:C270131USD1,00', 'line 1: this statement has no :62F: or :62M:'],
  ['another file', 'date;amount\n', 'line 1: this belongs to no field of MT940'],
  ['nothing', '', 'line 1: there is no statement'],
  ['two currencies', statement([], { closing: 'C270201EUR1000,00' }), 'it opens in usd and closes in eur'],
])('%s is refused with its line', (_name, text, why) => {
  expect(() => readMt940(text)).toThrow(why);
});
