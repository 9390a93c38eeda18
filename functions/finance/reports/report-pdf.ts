import { PDFDocument, type PDFFont, type PDFPage, rgb, StandardFonts } from '@cantoo/pdf-lib';
import type {
  Report,
  ReportColumn,
  ReportRow,
  ReportSection,
} from '../../../shared/contract/finance-reports.ts';
import { formatUsd } from '../../../shared/money.ts';
import { cutInMiddle, narrowed, withoutParty } from './narrow-columns.ts';
import { printable } from './printable.ts';

/** A4, in points; wide tables lie across. */
const paper = { short: 595, long: 842, margin: 42 };
const sizes = { title: 18, heading: 11, text: 8, small: 7 };
const lineHeight = 12;
const ink = rgb(0.1, 0.1, 0.12);
const grey = rgb(0.45, 0.45, 0.5);
const pale = rgb(0.93, 0.94, 0.95);

type Fonts = { plain: PDFFont; bold: PDFFont };
type Sheet = {
  document: PDFDocument;
  fonts: Fonts;
  page: PDFPage;
  y: number;
  isWide: boolean;
  /** Whom the heading names. */
  about: string | null;
};

/** A report to print or to send: title, period, tables, what was checked. Every page is numbered. */
export async function reportPdf(report: Report, madeAt: number): Promise<Uint8Array<ArrayBuffer>> {
  const document = await PDFDocument.create();
  document.setTitle(`Parkade: ${report.title}`);
  document.setCreationDate(new Date(madeAt));
  document.setModificationDate(new Date(madeAt));
  const fonts = {
    plain: await document.embedFont(StandardFonts.Helvetica),
    bold: await document.embedFont(StandardFonts.HelveticaBold),
  };
  const isWide = report.sections.some(({ columns }) => columns.length > 6);
  const sheet = newPage({ document, fonts, isWide, about: report.about });
  head(sheet, report);
  for (const section of report.sections) table(sheet, section);
  foot(sheet, report);
  numberPages(document, fonts.plain, madeAt);
  return new Uint8Array(await document.save());
}

function newPage(sheet: Omit<Sheet, 'page' | 'y'>): Sheet {
  const { short, long, margin } = paper;
  const page = sheet.document.addPage(sheet.isWide ? [long, short] : [short, long]);
  return { ...sheet, page, y: page.getHeight() - margin };
}

/** Moves down by `height`, onto a new page where there is no room; whether it was turned. */
function down(sheet: Sheet, height: number): boolean {
  const isTurned = sheet.y - height < paper.margin + lineHeight;
  if (isTurned) Object.assign(sheet, newPage(sheet));
  sheet.y -= height;
  return isTurned;
}

type Style = { size?: number; font?: PDFFont; color?: typeof ink };

function write(sheet: Sheet, text: string, x: number, { size = sizes.text, ...style }: Style = {}): void {
  sheet.page.drawText(text, {
    x,
    y: sheet.y,
    size,
    font: style.font ?? sheet.fonts.plain,
    color: style.color ?? ink,
  });
}

function head(sheet: Sheet, { title, about, from, to, currency }: Report): void {
  const { bold } = sheet.fonts;
  down(sheet, sizes.title);
  write(sheet, 'Parkade', paper.margin, { size: sizes.heading, font: bold, color: grey });
  down(sheet, sizes.title + 8);
  write(sheet, printable(title), paper.margin, { size: sizes.title, font: bold });
  if (about !== null) {
    down(sheet, lineHeight + 6);
    write(sheet, fitted(printable(about), bold, sizes.heading, widthOf(sheet)), paper.margin, {
      size: sizes.heading,
      font: bold,
    });
  }
  down(sheet, lineHeight + 4);
  const span = from === null ? `at ${timeText(to)}` : `${timeText(from)} to ${timeText(to)}`;
  write(sheet, `${span}, UTC, in ${currency.toUpperCase()}`, paper.margin, { color: grey });
}

const widthOf = ({ page }: Sheet) => page.getWidth() - 2 * paper.margin;

function table(sheet: Sheet, { title, columns, rows, total }: ReportSection): void {
  const grid = { columns, widths: columnWidths(sheet, columns, total ? [...rows, total] : rows) };
  const heading = () => {
    drawRow(sheet, grid, { font: sheet.fonts.bold, color: grey }, (column) => column.label);
    rule(sheet);
  };
  down(sheet, 3 * lineHeight);
  write(sheet, printable(title), paper.margin, { size: sizes.heading, font: sheet.fonts.bold });
  down(sheet, lineHeight + 4);
  heading();
  rows.forEach((row, at) => {
    if (down(sheet, lineHeight)) {
      heading();
      down(sheet, lineHeight);
    }
    if (at % 2 === 1) stripe(sheet);
    drawRow(sheet, grid, {}, (column) => cellText(sheet, column, row));
  });
  if (rows.length === 0) {
    down(sheet, lineHeight);
    write(sheet, 'Nothing in this period.', paper.margin, { color: grey });
  }
  if (!total) return;
  down(sheet, 4);
  rule(sheet);
  down(sheet, lineHeight);
  drawRow(sheet, grid, { font: sheet.fonts.bold }, (column) => cellText(sheet, column, total));
}

/** As wide as what stands in them; where that is too much, the texts give way, never the figures. */
function columnWidths(sheet: Sheet, columns: readonly ReportColumn[], rows: readonly ReportRow[]): number[] {
  const { bold } = sheet.fonts;
  const wanted = columns.map((column) => ({
    wanted: Math.max(
      bold.widthOfTextAtSize(column.label, sizes.text),
      ...rows.map((row) => bold.widthOfTextAtSize(cellText(sheet, column, row), sizes.text)),
    ),
    givesWay: column.unit === 'text',
  }));
  const room = widthOf(sheet) - gap * (columns.length - 1);
  return narrowed(wanted, room).map((width) => width + gap);
}

const gap = 10;

type Grid = { columns: readonly ReportColumn[]; widths: readonly number[] };

function drawRow(
  sheet: Sheet,
  { columns, widths }: Grid,
  style: Style,
  textOf: (column: ReportColumn) => string,
): void {
  const font = style.font ?? sheet.fonts.plain;
  let x = paper.margin;
  columns.forEach((column, at) => {
    const width = (widths[at] ?? 0) - gap;
    const text = cutInMiddle(textOf(column), (each) => isWithin(each, { font, size: sizes.text, width }));
    const isNumber = column.unit === 'micro_usd' || column.unit === 'count';
    write(sheet, text, isNumber ? x + width - font.widthOfTextAtSize(text, sizes.text) : x, style);
    x += width + gap;
  });
}

function rule(sheet: Sheet): void {
  const y = sheet.y - 3;
  const end = { x: sheet.page.getWidth() - paper.margin, y };
  sheet.page.drawLine({ start: { x: paper.margin, y }, end, thickness: 0.5, color: grey });
}

const stripe = (sheet: Sheet) =>
  sheet.page.drawRectangle({
    x: paper.margin - 3,
    y: sheet.y - 3,
    width: widthOf(sheet) + 6,
    height: lineHeight,
    color: pale,
  });

function foot(sheet: Sheet, { checks, notes }: Report): void {
  down(sheet, lineHeight);
  const lines = [
    ...checks.map(
      ({ says, left_micro_usd, right_micro_usd, holds }) =>
        `${holds ? 'Checked' : 'DOES NOT HOLD'}: ${says}: ${money(left_micro_usd)} = ${money(right_micro_usd)}`,
    ),
    ...notes,
  ];
  for (const line of lines) {
    down(sheet, lineHeight);
    const text = fitted(printable(line), sheet.fonts.plain, sizes.small, widthOf(sheet));
    write(sheet, text, paper.margin, { size: sizes.small, color: grey });
  }
}

function numberPages(document: PDFDocument, font: PDFFont, madeAt: number): void {
  const pages = document.getPages();
  pages.forEach((page, at) => {
    const text = `Made ${timeText(madeAt)} UTC, page ${at + 1} of ${pages.length}`;
    page.drawText(text, { x: paper.margin, y: paper.margin / 2, size: sizes.small, font, color: grey });
  });
}

/** "22,594.200000" */
const money = (microUsd: number): string =>
  formatUsd(BigInt(microUsd))
    .replace('$', '')
    .replace(/\d(?=(\d{3})+\.)/g, '$&,');

function cellText({ about }: Sheet, { key, unit }: ReportColumn, row: ReportRow): string {
  const value = row[key] ?? null;
  if (value === null) return '';
  if (typeof value === 'string') return printable(withoutParty(value, about));
  if (unit === 'micro_usd') return money(value);
  return unit === 'time' ? timeText(value) : value.toLocaleString('en-US');
}

/** Midnight is a day's beginning, the last millisecond a whole day: both are told by the day. */
const timeText = (at: number): string =>
  new Date(at)
    .toISOString()
    .replace('T', ' ')
    .replace(/ (00:00:00\.000|23:59:59\.999)Z$/, '')
    .replace(/(:00)?\.\d+Z$/, '');

type Measured = { font: PDFFont; size: number; width: number };

/** Widths are sums of fractions: what was measured to fit must fit. */
const isWithin = (text: string, { font, size, width }: Measured) =>
  font.widthOfTextAtSize(text, size) <= width + 0.01;

/** Cut to the width, with dots for what is gone. */
function fitted(text: string, font: PDFFont, size: number, width: number): string {
  if (isWithin(text, { font, size, width })) return text;
  let kept = text;
  while (kept.length > 1 && !isWithin(`${kept}…`, { font, size, width })) kept = kept.slice(0, -1);
  return `${kept}…`;
}
