import type { Currency } from '../money.ts';
import {
  type BankStatement,
  checkBalances,
  type FoundLine,
  invalidStatement,
  minorUnitsFrom,
} from './bank-line.ts';

/*
 * SWIFT MT940. Read here and not by a library: those on npm round to two decimals (a dinar has three), take a
 * reversed credit for a credit, or skip a line that they can't read, and none was changed since 2020.
 */

type Field = { tag: string; text: string; line: number };

const balancePattern = /^([CD])(\d{6})([A-Z]{3})([\d,]{1,15})$/;
/** Value date, booking date, mark, funds code, amount, kind, the sender's reference, the bank's own. */
const linePattern =
  /^(\d{6})(\d{4})?(R?[CD])([A-Z])?(\d[\d,]{0,14})([SNF][A-Z0-9]{3})([^\n]*?)(?:\/\/([^\n]*))?(?:\n([\s\S]*))?$/;

/** Every statement of the file; throws `invalid_statement` with the line that can't be read. */
export function readMt940(text: string): BankStatement[] {
  const statements: BankStatement[] = [];
  let group: Field[] = [];
  for (const field of fieldsOf(text)) {
    if (field.tag === '20' && group.length > 0) {
      statements.push(statementOf(group));
      group = [];
    }
    group.push(field);
  }
  if (group.length === 0) throw invalidStatement('line 1', 'there is no statement: none begins with :20:');
  statements.push(statementOf(group));
  return statements;
}

/** A field goes on over the lines after its tag; envelopes (`{1:...`) and ends of messages (`-`, `-}`) end it. */
function fieldsOf(text: string): Field[] {
  const fields: Field[] = [];
  let isOpen = false;
  for (const [at, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const line = raw.replace(/^\{1:.*\{4:/, '');
    const [, tag, first = ''] = /^:(\d{2}[A-Z]?|NS):(.*)$/.exec(line) ?? [];
    const last = fields.at(-1);
    if (tag !== undefined) fields.push({ tag, text: first, line: at + 1 });
    else if (isOpen && last && !betweenMessages.test(line)) last.text += `\n${line}`;
    else if (!betweenMessages.test(line))
      throw invalidStatement(`line ${at + 1}`, 'this belongs to no field of MT940');
    isOpen = tag !== undefined || (isOpen && !betweenMessages.test(line));
  }
  return fields;
}

const betweenMessages = /^\s*$|^-(\}.*)?$|^\{[1-5]:/;

function statementOf(fields: readonly Field[]): BankStatement {
  const first = fields[0]?.line ?? 1;
  const opening = balanceIn(fields, /^60[FM]$/, first);
  const closing = balanceIn(fields, /^62[FM]$/, first);
  if (opening.currency !== closing.currency)
    throw invalidStatement(
      `line ${closing.line}`,
      `it opens in ${opening.currency} and closes in ${closing.currency}`,
    );
  const statement = {
    accountNamed: fields.find(({ tag }) => /^25P?$/.test(tag))?.text.split('\n')[0],
    openingMinorUnits: opening.minorUnits,
    closingMinorUnits: closing.minorUnits,
    lines: linesOf(fields, opening.currency),
  };
  checkBalances(statement, `line ${closing.line}`);
  return statement;
}

function balanceIn(fields: readonly Field[], tag: RegExp, first: number) {
  const field = fields.find((each) => tag.test(each.tag));
  const name = tag.source.slice(1, 3);
  if (!field) throw invalidStatement(`line ${first}`, `this statement has no :${name}F: or :${name}M:`);
  const match = balancePattern.exec(field.text.trim());
  if (!match)
    throw invalidStatement(`line ${field.line}`, `":${field.tag}:${field.text.slice(0, 40)}" is no balance`);
  const currency = (match[3] ?? '').toLowerCase() as Currency;
  const units = minorUnitsFrom(match[4] ?? '', { currency, mark: ',', where: `line ${field.line}` });
  return { currency, line: field.line, minorUnits: match[1] === 'D' ? 0 - units : units };
}

function linesOf(fields: readonly Field[], currency: Currency): FoundLine[] {
  const lines: FoundLine[] = [];
  fields.forEach((field, at) => {
    if (field.tag !== '61') return;
    // What an :86: says belongs to the line right before it.
    const details = fields[at + 1]?.tag === '86' ? (fields[at + 1]?.text ?? '') : '';
    lines.push(lineOf(field, details, currency));
  });
  return lines;
}

function lineOf({ text, line }: Field, details: string, currency: Currency): FoundLine {
  const where = `line ${line}`;
  const match = linePattern.exec(text);
  if (!match) throw invalidStatement(where, `":61:${text.slice(0, 60)}" is no statement line`);
  const [, valued = '', booked, mark = '', , amount = '', , sender = '', bank = '', more = ''] = match;
  const valueOn = dayOf(valued);
  const units = minorUnitsFrom(amount, { currency, mark: ',', where });
  // RC takes a credit back, RD a debit.
  const isCredit = mark === 'C' || mark === 'RD';
  const told = detailsOf(details);
  return {
    where,
    valueOn,
    bookedOn: booked ? bookingDay(valueOn, booked) : valueOn,
    amountMinorUnits: isCredit ? units : 0 - units,
    currency,
    counterparty: told.counterparty,
    text: [told.text, more].filter((part) => part !== '').join(' '),
    reference: known(bank),
    endToEndId: told.endToEndId === '' ? known(sender) : told.endToEndId,
  };
}

const known = (reference: string) =>
  /^(NONREF|NOTPROVIDED)?$/.test(reference.trim()) ? '' : reference.trim();

const dayOf = (yymmdd: string) => `20${yymmdd.slice(0, 2)}-${yymmdd.slice(2, 4)}-${yymmdd.slice(4, 6)}`;

/** The booking date has no year: it is the one that brings it nearest to the value date. */
function bookingDay(valueOn: string, mmdd: string): string {
  const year = Number(valueOn.slice(0, 4));
  const from = Date.parse(valueOn);
  const days = [year - 1, year, year + 1].map((each) => `${each}-${mmdd.slice(0, 2)}-${mmdd.slice(2, 4)}`);
  const distance = (day: string) => Math.abs((Date.parse(day) || Number.POSITIVE_INFINITY) - from);
  return days.reduce((best, day) => (distance(day) < distance(best) ? day : best));
}

/** An :86: is free text, German subfields (?20...), or words between slashes (/EREF/...). */
function detailsOf(details: string): { counterparty: string; text: string; endToEndId: string } {
  const flat = details.replaceAll('\n', '');
  if (/^\d{3}\?\d{2}/.test(flat)) return germanDetails(flat);
  if (/^\/[A-Z]{4}\//.test(flat)) return slashedDetails(flat);
  return { counterparty: '', text: details.replaceAll('\n', ' '), endToEndId: endToEndIn(details) };
}

function germanDetails(flat: string) {
  const fields = flat
    .split('?')
    .slice(1)
    .map((part) => ({ no: Number(part.slice(0, 2)), text: part.slice(2) }));
  const join = (from: number, to: number) =>
    fields
      .filter(({ no }) => no >= from && no <= to)
      .map(({ text }) => text)
      .join('');
  const text = join(20, 29) + join(60, 63);
  return { counterparty: join(32, 33), text, endToEndId: endToEndIn(text) };
}

function slashedDetails(flat: string) {
  const parts = new Map(
    [...flat.matchAll(/\/([A-Z]{4})\/(.*?)(?=\/[A-Z]{4}\/|$)/g)].map(([, name, text]) => [name, text ?? '']),
  );
  const name = /NAME\/([^/]*)/.exec(flat)?.[1] ?? parts.get('NAME') ?? '';
  return { counterparty: name, text: flat, endToEndId: known((parts.get('EREF') ?? '').replace(/\/+$/, '')) };
}

const endToEndIn = (text: string) => known(/EREF\+([^\s?]{1,35}?)(?=[A-Z]{4}\+|\s|$)/.exec(text)?.[1] ?? '');
