import { invalidStatement } from '../../../shared/bank-statements/bank-line.ts';

/** More than any bank's: a camt.053 of the largest size has fewer tags, none with more than a few attributes. */
const tagsAtMost = 400_000;
const attributesAtMost = 16;

/** What is no tag, and may hold quotes and brackets of any number. */
const skipped = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

/**
 * One look at each character, before a parser whose time grows faster than the file: refuses a document with more tags,
 * or more attributes in one, than a statement has.
 */
export function refuseCostlyXml(text: string): void {
  let tags = 0;
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at)) {
    const start = at;
    const skip = skipped.find(([opens]) => text.startsWith(opens, start));
    at = skip ? endOf(text, at, skip[1]) : endOfTag(text, at);
    if (++tags > tagsAtMost) throw invalidStatement('Document', `it has more than ${tagsAtMost} tags`);
  }
}

const endOf = (text: string, from: number, closing: string): number => {
  const at = text.indexOf(closing, from);
  return at === -1 ? text.length : at + closing.length;
};

function endOfTag(text: string, from: number): number {
  let attributes = 0;
  for (let at = from + 1; at < text.length; at++) {
    const each = text[at];
    if (each === '>') return at + 1;
    if (each !== '"' && each !== "'") continue;
    if (++attributes > attributesAtMost)
      throw invalidStatement('Document', `a tag has more than ${attributesAtMost} attributes`);
    at = endOf(text, at + 1, each) - 1;
  }
  return text.length;
}
