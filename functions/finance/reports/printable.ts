/** Letters with a stroke, which Unicode does not take apart. */
const unaccented: Readonly<Record<string, string>> = {
  Ł: 'L',
  ł: 'l',
  Đ: 'D',
  đ: 'd',
  Ħ: 'H',
  ħ: 'h',
  ı: 'i',
};

/**
 * The fonts that every reader of PDFs has know the letters of western Europe. Accents that they lack are dropped,
 * other letters become question marks: the id beside a name tells whose it is.
 */
export const printable = (text: string): string =>
  text.normalize('NFC').replace(/[^ -~\u00a0-\u00ff€–—‘’“”…]/gu, (letter) => {
    const bare = unaccented[letter] ?? letter.normalize('NFKD').replace(/\p{M}/gu, '');
    return /^[ -~]+$/.test(bare) ? bare : '?';
  });
