import { expect, test } from 'vitest';
import { readStatement } from '../../functions/finance/bank-statements/read-statement.ts';
import { csvLayout } from '../../shared/bank-statements/csv.ts';

const camt = (
  entries: string,
  { opening = '1000.00', closing = '1000.00', currency = 'USD' } = {},
) => `<?xml version="1.0"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId></GrpHdr>
<Stmt><Id>S1</Id><Acct><Id><IBAN>US00FICTION001</IBAN></Id></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${opening}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${closing}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
${entries}</Stmt></BkToCstmrStmt></Document>`;

const entry = (
  amount: string,
  { mark = 'CRDT', status = '<Sts><Cd>BOOK</Cd></Sts>', currency = 'USD', details = '' } = {},
) =>
  `<Ntry><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${mark}</CdtDbtInd>${status}
<BookgDt><Dt>2027-02-01</Dt></BookgDt><ValDt><DtTm>2027-02-02T00:00:00Z</DtTm></ValDt><AcctSvcrRef>B${amount}</AcctSvcrRef>${details}</Ntry>`;

const readCamt = (text: string) => readStatement({ account: 'main', format: 'camt.053', text });
const readCsv = (text: string, layout: object = {}) =>
  readStatement({ account: 'main', format: 'csv', text, layout: csvLayout.parse(layout) });

test('a camt.053 entry tells who paid, why, and both references', () => {
  const details = `<NtryDtls><TxDtls><Refs><EndToEndId>po_1</EndToEndId></Refs><RltdPties><Dbtr><Pty><Nm>Stripe &amp; Co</Nm></Pty></Dbtr></RltdPties>
<RmtInf><Ustrd>STRIPE PAYOUT</Ustrd><Ustrd>A1B2</Ustrd></RmtInf></TxDtls></NtryDtls>`;
  const { lines, statements } = readCamt(camt(entry('12.30', { details }), { closing: '1012.30' }));
  expect(statements[0]).toMatchObject({
    accountNamed: 'US00FICTION001',
    openingMinorUnits: 100_000,
    closingMinorUnits: 101_230,
  });
  expect(lines).toMatchObject([
    {
      bookedOn: '2027-02-01',
      valueOn: '2027-02-02',
      amountMinorUnits: 1_230,
      currency: 'usd',
      counterparty: 'Stripe & Co',
      text: 'STRIPE PAYOUT A1B2',
      reference: 'B12.30',
      endToEndId: 'po_1',
    },
  ]);
});

test('older versions, pending entries and debits are understood', () => {
  const text = camt(
    entry('5.00', { mark: 'DBIT', status: '<Sts>BOOK</Sts>' }) +
      entry('7.00', { status: '<Sts><Cd>PDNG</Cd></Sts>' }),
    { closing: '995.00' },
  );
  expect(readCamt(text).lines.map(({ amountMinorUnits }) => amountMinorUnits)).toEqual([-500]);
});

test('a camt.053 of yen and one of dinars keep their decimals', () => {
  const yen = camt(entry('500', { currency: 'JPY' }), { currency: 'JPY', opening: '0', closing: '500' });
  const dinar = camt(entry('0.125', { currency: 'KWD' }), {
    currency: 'KWD',
    opening: '1.000',
    closing: '1.125',
  });
  expect(readCamt(yen).lines[0]).toMatchObject({ amountMinorUnits: 500, currency: 'jpy' });
  expect(readCamt(dinar).lines[0]).toMatchObject({ amountMinorUnits: 125, currency: 'kwd' });
});

test.each([
  ['balances that do not add up', camt(entry('5.00')), 'statement 1: opening and lines come to 100500'],
  ['broken XML', camt(entry('5.00')).replace('</Stmt>', ''), 'line 7: Expected closing tag'],
  [
    'an entry without its mark',
    camt(entry('5.00').replace(/<CdtDbtInd>.*<\/CdtDbtInd>/, '')),
    'Document/BkToCstmrStmt/Stmt/0/Ntry/0/CdtDbtInd',
  ],
  ['a document type', `<!DOCTYPE x>${camt('')}`, 'a document type is not allowed'],
  ['another document', '<Document><Other/></Document>', 'Document/BkToCstmrStmt'],
  ['no XML', 'hello', 'line 1'],
])('a camt.053 with %s is refused', (_name, text, why) => {
  expect(() => readCamt(text)).toThrow(why);
});

test('a CSV of our own headings is read as it is', () => {
  const text =
    '\uFEFFbooked_on,amount,currency,counterparty,text,reference\n2027-02-01,"1,234.50",USD,Stripe,"PAYOUT, po_1",B1\n';
  expect(readCsv(text).lines).toMatchObject([
    {
      bookedOn: '2027-02-01',
      valueOn: '2027-02-01',
      amountMinorUnits: 123_450,
      text: 'PAYOUT, po_1',
      reference: 'B1',
    },
  ]);
});

test("a bank's own headings, marks and dates are given along", () => {
  const layout = {
    delimiter: ';',
    decimal: ',',
    date_format: 'DD.MM.YYYY',
    currency: 'KWD',
    columns: { booked_on: 'Buchungstag', amount: 'Betrag', text: 'Zweck' },
  };
  const { lines } = readCsv('Buchungstag;Betrag;Zweck\r\n31.01.2027;-1.000,125;Miete\r\n', layout);
  expect(lines).toMatchObject([
    { bookedOn: '2027-01-31', amountMinorUnits: -1_000_125, currency: 'kwd', text: 'Miete' },
  ]);
});

test.each([
  ['a missing column', 'day,amount\n', 'line 1: there is no column "booked_on"'],
  ['a short row', 'booked_on,amount,currency\n2027-02-01,1\n', 'line 2'],
  [
    'no amount',
    'booked_on,amount,currency\n2027-02-01,,USD\n',
    'line 2: there is nothing in the column "amount"',
  ],
  [
    'a wrong day',
    'booked_on,amount,currency\n01.02.2027,1,USD\n',
    'line 2: "01.02.2027" is no day written as YYYY-MM-DD',
  ],
  ['no currency', 'booked_on,amount\n2027-02-01,1\n', 'line 2: it has no currency'],
  [
    'half a cent',
    'booked_on,amount,currency\n2027-02-01,1.00,USD\n2027-02-01,1.005,USD\n',
    'line 3: 1.005 has more',
  ],
])('a CSV with %s is refused with its line', (_name, text, why) => {
  expect(() => readCsv(text)).toThrow(why);
});

test('what is made to break the reader is refused as a bad statement, soon', () => {
  const deep = `${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}`;
  const proto = camt('<__proto__><a>1</a></__proto__>');
  const many = Array.from({ length: 200_000 }, (_, no) => `a${no}=">"`).join(' ');
  const started = performance.now();
  for (const text of [deep, proto, `<Document ${many}/>`, '<a/>'.repeat(400_001), '<'.repeat(1_000_000)])
    expect(() => readCamt(text)).toThrow(expect.objectContaining({ code: 'invalid_statement' }));
  expect(performance.now() - started).toBeLessThan(5_000);
  // Comments, processing instructions and quotes in words are none of it.
  const quoted = camt(`<!-- it's > "fine" --><?x y?>${entry('1.00')}`, { closing: '1001.00' });
  expect(readCamt(quoted).lines).toHaveLength(1);
});

test('a refusal quotes no more than a little of the file', () => {
  const name = 'x'.repeat(100_000);
  for (const text of [`<a></${name}>`, `<${name} ${name}>`])
    expect(() => readCamt(text)).toThrow(
      expect.objectContaining({ message: expect.stringMatching(/^.{1,260}$/s) }),
    );
});

test('columns named like what every object has are columns, or missing', () => {
  const layout = { currency: 'usd', columns: { text: 'constructor', reference: 'toString' } };
  const [line] = readCsv('booked_on,amount\n2027-01-02,1.00', layout).lines;
  expect(line).toMatchObject({ text: '', reference: '' });
  const [named] = readCsv('booked_on,amount,constructor\n2027-01-02,1.00,RENT', layout).lines;
  expect(named).toMatchObject({ text: 'RENT' });
  expect(() =>
    readCsv('booked_on,amount,__proto__\n2027-01-02,1.00,x', { columns: { currency: '__proto__' } }),
  ).toThrow('no currency');
});

test.each([
  ['.', '1,5'],
  ['.', '1,2345'],
  [',', '1.5'],
  [',', '1.50'],
] as const)('with the mark "%s", %s is no amount', (decimal, amount) => {
  const text = `booked_on;amount\n2027-01-02;${amount}`;
  expect(() => readCsv(text, { currency: 'usd', decimal, delimiter: ';' })).toThrow('is no amount');
});
