import { afterAll, beforeAll, expect, test } from 'vitest';
import { ledgerWrites } from '../../functions/adapters/ledger.ts';
import { financeRouter } from '../../functions/finance/router.ts';
import { accrueOwners } from '../../functions/market/accrue-owners.ts';
import { appendJournal } from '../../functions/market/append-journal.ts';
import type { JournalEntryReply } from '../../shared/contract/finance-journal.ts';
import type { Report } from '../../shared/contract/finance-reports.ts';
import { entryOf, transferPostings } from '../../shared/ledger.ts';
import { availableOf } from '../support/available-of.ts';
import { credit, settledBatch } from '../support/money-batches.ts';
import { type MoneyRig, newCustomer, newOwner, startMoney } from '../support/money-rig.ts';

let rig: MoneyRig;
let customerId: string;
let ownerIds: string[];

/** A customer with a dangerous name, two owners, three batches on two days of January and one of February. */
beforeAll(async () => {
  rig = await startMoney();
  const made = await rig.finance('POST', '/v1/finance/customers', { name: '=HYPERLINK("http://evil","x")' });
  customerId = made.body.customerId;
  const bystander = await newCustomer(rig);
  await credit(rig.deps, bystander.customerId, 3_000_000n);
  ownerIds = [(await newOwner(rig)).ownerId, (await newOwner(rig)).ownerId];
  await credit(rig.deps, customerId, 20_000_000n);
  await takeStripeFee(`customer/${customerId}/top-up/pi_1/stripe-fee`, 610_000n);
  for (const [no, days] of [0, 3, 40].entries()) {
    rig.advanceSeconds(days * 86_400);
    const work = ownerIds.map((ownerId, at) => ({
      ownerId,
      requests: 10 + at,
      referenceMicros: 33_333_333 * (at + 1),
      energyMilliWattHours: 500,
    }));
    const { businessKey } = await settledBatch(
      rig.deps,
      { customerId, batchId: `b${no}`, heldMicroUsd: 100_000n },
      work,
    );
    await accrueOwners(rig.deps)({ businessKey });
  }
  await chain();
});
afterAll(() => rig.close());

async function takeStripeFee(businessKey: string, microUsd: bigint) {
  const postings = transferPostings('stripe/fees', 'stripe/balance', microUsd);
  const entry = entryOf({ businessKey, kind: 'stripe-fee', at: rig.deps.now(), postings, memo: {} });
  await rig.deps.commit([ledgerWrites.post(entry)]);
}

async function chain() {
  const waiting = await Array.fromAsync(rig.deps.unjournaled());
  await appendJournal(rig.deps)([{ businessKeys: waiting.map(({ businessKey }) => businessKey) }]);
}

async function report(path: string): Promise<Report> {
  const { status, body } = await rig.finance('GET', `/v1/finance${path}`);
  expect(status, JSON.stringify(body)).toBe(200);
  expect(body.checks.filter(({ holds }: { holds: boolean }) => !holds)).toEqual([]);
  return body;
}

const asFile = (path: string) =>
  financeRouter(rig.deps).request(`/v1/finance${path}`, {
    headers: { authorization: `Bearer ${rig.financeKey}` },
  });

type Row = Report['sections'][number]['rows'][number];
const rowsOf = (told: Report, at: number) => told.sections[at]?.rows ?? [];

test('opening and movements are the closing, which is the next opening: customer and owner, month by month', async () => {
  const parties = [`customers/${customerId}`, `owners/${ownerIds[0]}`, `owners/${ownerIds[1]}`];
  for (const party of parties) {
    const january = await report(`/statements/${party}?month=2027-01`);
    const february = await report(`/statements/${party}?month=2027-02`);
    const closings = new Map(rowsOf(january, 0).map(({ account, closing }) => [account, closing]));
    for (const { account, opening, moved, closing } of rowsOf(february, 0)) {
      expect(opening).toBe(closings.get(account ?? '') ?? 0);
      expect(Number(opening) + Number(moved)).toBe(closing);
    }
  }
  const now = await report(`/statements/customers/${customerId}`);
  const balance = rowsOf(now, 0).find(({ account }) => account === 'balance');
  expect(balance?.closing).toBe(Number(await availableOf(rig.deps, customerId)));
  const owner = await report(`/statements/owners/${ownerIds[0]}`);
  const released = rowsOf(owner, 0).find(({ account }) => account === 'released');
  expect(released?.closing).toBe(
    Number((await rig.deps.ledger.ownerBalance(ownerIds[0] ?? '')).releasedMicroUsd),
  );
});

test('trial balance and roll-forwards of a month and of now', async () => {
  for (const query of ['', '?month=2027-01', '?month=2027-02']) {
    const trial = await report(`/reports/trial_balance${query}`);
    expect(trial.sections[0]?.total?.debit).toBe(trial.sections[0]?.total?.credit);
    expect(trial.sections[0]?.total?.debit).toBe(23_000_000);
    await report(`/reports/roll_forwards${query}`);
  }
  const january = await report('/reports/roll_forwards?month=2027-01');
  const february = await report('/reports/roll_forwards?month=2027-02');
  january.sections.forEach(
    ({ total }, at) => void expect(rowsOf(february, at)[0]?.amount).toBe(total?.amount),
  );
});

test('fees and margin are exact, and the margin is what the platform was left with', async () => {
  const fees = await report('/reports/fees?month=2027-01');
  const margin = await report('/reports/margin?month=2027-01');
  const [row] = rowsOf(margin, 0);
  expect(row).toMatchObject({ charged: 11_998, credits: 0 });
  expect(row?.margin).toBe(Number(fees.sections[1]?.total?.amount) - Number(fees.sections[0]?.total?.amount));
});

test.each([
  ['trial_balance', 0, (row: Row) => Number(row.credit) - Number(row.debit)],
  ['roll_forwards', 1, (row: Row) => Number(row.amount)],
  ['fees', 0, (row: Row) => -Number(row.amount)],
  ['fees', 1, (row: Row) => Number(row.amount)],
])(
  'each line of %s, section %d, is the sum of the entries that it says it is made of',
  async (name, at, moved) => {
    const lines = rowsOf(await report(`/reports/${name}?month=2027-01`), at).filter((row) => row.made_of);
    expect(lines.length).toBeGreaterThan(0);
    for (const row of lines) {
      const entries = await madeOf(String(row.made_of));
      expect(entries.reduce((sum, entry) => sum + (entry.moved_micro_usd ?? 0), 0)).toBe(moved(row));
      expect(entries).toHaveLength(Number(row.entries ?? entries.length));
    }
  },
);

/** Of one entry a page. */
async function madeOf(path: string): Promise<JournalEntryReply[]> {
  const found: JournalEntryReply[] = [];
  for (let after: string | undefined = ''; after !== undefined; ) {
    const query: string = after && `&after=${encodeURIComponent(after)}`;
    const { body } = await rig.finance('GET', `${path}&limit=1${query}`);
    found.push(...body.data);
    after = body.has_more ? body.last_id : undefined;
  }
  return found;
}

test('a name that a spreadsheet would run is text in every CSV, and numbers stay numbers', async () => {
  const csv = await (await asFile(`/statements/customers/${customerId}?format=csv`)).text();
  expect(csv).toMatch(/^about,section,account,opening_micro_usd,moved_micro_usd,closing_micro_usd/);
  expect(csv).toContain(`"'=HYPERLINK(`);
  expect(csv).toMatch(/,-\d/);
  for (const line of csv.split('\n')) expect(line).not.toMatch(/(^|,)"?[=@+]/);
});

test('a statement is a PDF that can be opened', async () => {
  const reply = await asFile(`/statements/owners/${ownerIds[0]}?format=pdf`);
  expect(reply.headers.get('content-type')).toBe('application/pdf');
  const bytes = new Uint8Array(await reply.arrayBuffer());
  expect(new TextDecoder('latin1').decode(bytes.subarray(0, 8))).toMatch(/^%PDF-1\.\d/);
  const { PDFDocument } = await import('@cantoo/pdf-lib');
  const document = await PDFDocument.load(bytes);
  expect(document.getPageCount()).toBe(1);
  expect(document.getTitle()).toBe('Parkade: Owner statement');
});

test('the journal comes as CSV row by row, and as days that QuickBooks and Xero take', async () => {
  const all = await (await asFile('/exports/journal?from=2027-01-01&to=2027-02-28')).text();
  const rows = all.trim().split('\n');
  const entries = await Array.fromAsync(rig.deps.journal.entries({ from: 0, to: Number.MAX_SAFE_INTEGER }));
  expect(rows).toHaveLength(1 + entries.flatMap(({ postings }) => postings).length);
  const quickbooks = await (
    await asFile('/exports/journal?from=2027-01-01&to=2027-02-28&format=quickbooks')
  ).text();
  expect(quickbooks).toMatch(/^Journal No,Journal Date,Account Name,Debits,Credits,Description,Currency\n/);
  const sums = { debits: 0, credits: 0 };
  for (const line of quickbooks.trim().split('\n').slice(1)) {
    const [, , , debits = '', credits = ''] = line.split(',');
    sums.debits += Math.round(Number(debits) * 100);
    sums.credits += Math.round(Number(credits) * 100);
  }
  expect(sums.debits).toBe(sums.credits);
  expect(sums.debits).toBeGreaterThanOrEqual(2_300);
  const xero = await asFile('/exports/journal?from=2027-01-01&to=2027-02-28&format=xero');
  expect(xero.headers.get('x-parkade-parts')).toBe('1');
  expect(await xero.text()).toMatch(/^\*Narration,\*Date,Description,\*AccountCode,\*TaxRate,\*Amount,/);
  expect((await asFile('/exports/journal?from=2027-02-28&to=2027-01-01')).status).toBe(400);
});

test('a month that has not begun, and a party that is not there, are refused with what to do', async () => {
  const early = await rig.finance('GET', '/v1/finance/reports/fees?month=2099-01');
  expect(early).toMatchObject({
    status: 400,
    body: { error: { message: '2099-01 has not begun: ask for 2027-02 or before.' } },
  });
  expect((await rig.finance('GET', '/v1/finance/statements/customers/cus_nobody')).status).toBe(404);
});
