import { z } from 'zod';
import type { Currency } from '../money.ts';
import {
  type BankStatement,
  checkBalances,
  type FoundLine,
  invalidStatement,
  minorUnitsFrom,
} from './bank-line.ts';

/*
 * ISO 20022 camt.053, whatever its version: a document that fast-xml-parser has read, judged here. The library for
 * it on npm (camt-parser) drops what does not fit and leaves reversals and amounts to the caller.
 */

/** An element with text and attributes, or text alone. */
const text = z.union([z.string(), z.object({ '#text': z.string() }).transform((each) => each['#text'])]);
/** What may be there any number of times; an element that stands alone is read as no list, an empty one as ''. */
const list = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((read) => (read === undefined || read === '' ? [] : [read].flat()), z.array(schema));

const amount = z.object({ '#text': z.string(), '@Ccy': z.string().regex(/^[A-Z]{3}$/) });
const mark = z.enum(['CRDT', 'DBIT']);
const date = z
  .object({ Dt: text.optional(), DtTm: text.optional() })
  .transform(({ Dt, DtTm }) => (Dt ?? DtTm ?? '').slice(0, 10));

const party = z.object({ Nm: text.optional(), Pty: z.object({ Nm: text.optional() }).optional() }).optional();
const details = z.object({
  Refs: z
    .object({ EndToEndId: text.optional(), AcctSvcrRef: text.optional(), TxId: text.optional() })
    .optional(),
  RltdPties: z.object({ Dbtr: party, Cdtr: party }).optional(),
  RmtInf: z
    .object({
      Ustrd: list(text),
      Strd: list(z.object({ CdtrRefInf: z.object({ Ref: text.optional() }).optional() })),
    })
    .optional(),
});
type Details = z.output<typeof details>;

const entry = z.object({
  NtryRef: text.optional(),
  Amt: amount,
  CdtDbtInd: mark,
  RvslInd: text.optional(),
  /** A code, or in later versions an element with one. */
  Sts: z.union([text, z.object({ Cd: text }).transform(({ Cd }) => Cd)]).optional(),
  BookgDt: date.optional(),
  ValDt: date.optional(),
  AcctSvcrRef: text.optional(),
  AddtlNtryInf: text.optional(),
  NtryDtls: list(z.object({ TxDtls: list(details) })),
});
type Entry = z.output<typeof entry>;

const balance = z.object({
  Tp: z.object({ CdOrPrtry: z.object({ Cd: text.optional() }) }),
  Amt: amount,
  CdtDbtInd: mark,
});
type Balance = z.output<typeof balance>;

const statement = z.object({
  Acct: z.object({
    Id: z.object({ IBAN: text.optional(), Othr: z.object({ Id: text.optional() }).optional() }).optional(),
  }),
  Bal: list(balance),
  Ntry: list(entry),
});

const document = z.object({ Document: z.object({ BkToCstmrStmt: z.object({ Stmt: list(statement) }) }) });

/** Every statement of the document; throws `invalid_statement` with the element that can't be read. */
export function readCamt053(parsed: unknown): BankStatement[] {
  const read = document.safeParse(parsed);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw invalidStatement(issue?.path.join('/') || 'Document', issue?.message ?? 'this is no camt.053');
  }
  const statements = read.data.Document.BkToCstmrStmt.Stmt;
  if (statements.length === 0) throw invalidStatement('BkToCstmrStmt', 'there is no statement in it');
  return statements.map((each, at) => statementOf(each, `statement ${at + 1}`));
}

function statementOf({ Acct, Bal, Ntry }: z.output<typeof statement>, where: string): BankStatement {
  const found = {
    accountNamed: Acct.Id?.IBAN ?? Acct.Id?.Othr?.Id,
    openingMinorUnits: balanceOf(Bal, ['OPBD', 'PRCD'], where),
    closingMinorUnits: balanceOf(Bal, ['CLBD'], where),
    lines: Ntry.flatMap((each, at) => lineOf(each, `${where}, entry ${at + 1}`)),
  };
  checkBalances(found, where);
  return found;
}

function balanceOf(
  balances: readonly Balance[],
  codes: readonly string[],
  where: string,
): number | undefined {
  const found = codes.map((code) => balances.find(({ Tp }) => Tp.CdOrPrtry.Cd === code)).find((each) => each);
  return found && signed(found, `${where}, balance ${found.Tp.CdOrPrtry.Cd}`);
}

function signed({ Amt, CdtDbtInd }: Pick<Entry, 'Amt' | 'CdtDbtInd'>, where: string): number {
  const currency = Amt['@Ccy'].toLowerCase() as Currency;
  const units = minorUnitsFrom(Amt['#text'], { currency, mark: '.', where });
  return CdtDbtInd === 'CRDT' ? units : 0 - units;
}

/** What is not booked yet comes again when it is. */
function lineOf(each: Entry, where: string): FoundLine[] {
  if (each.Sts !== undefined && each.Sts !== 'BOOK') return [];
  const bookedOn = each.BookgDt ?? each.ValDt;
  if (bookedOn === undefined) throw invalidStatement(where, 'it has neither BookgDt nor ValDt');
  // CdtDbtInd tells the way of a reversal itself, so RvslInd turns nothing round.
  const amountMinorUnits = signed(each, where);
  const all = each.NtryDtls.flatMap(({ TxDtls }) => TxDtls);
  const [first] = all;
  return [
    {
      where,
      bookedOn,
      valueOn: each.ValDt ?? bookedOn,
      amountMinorUnits,
      currency: each.Amt['@Ccy'].toLowerCase(),
      counterparty: counterpartyOf(first, amountMinorUnits),
      text: [...all.flatMap(remittanceOf), each.AddtlNtryInf ?? ''].filter((part) => part !== '').join(' '),
      reference: known(each.AcctSvcrRef ?? first?.Refs?.AcctSvcrRef ?? each.NtryRef),
      endToEndId: all.length === 1 ? known(first?.Refs?.EndToEndId) : '',
    },
  ];
}

const known = (reference = '') => (/^(NOTPROVIDED|NONREF)$/.test(reference) ? '' : reference);

/** Who is on the other side: who paid what came in, who got what went out. */
function counterpartyOf(first: Details | undefined, amountMinorUnits: number): string {
  const other = amountMinorUnits >= 0 ? first?.RltdPties?.Dbtr : first?.RltdPties?.Cdtr;
  return other?.Pty?.Nm ?? other?.Nm ?? '';
}

/** Of a booking of many payments each one's references are in its text, so that each can be found by them. */
function remittanceOf({ Refs, RmtInf }: Details, _at: number, all: readonly Details[]): string[] {
  const structured = (RmtInf?.Strd ?? []).map(({ CdtrRefInf }) => CdtrRefInf?.Ref ?? '');
  return [...(RmtInf?.Ustrd ?? []), ...structured, ...(all.length > 1 ? [known(Refs?.EndToEndId)] : [])];
}
