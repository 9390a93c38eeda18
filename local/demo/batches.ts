import { readFileSync } from 'node:fs';

/**
 * The demo's input: three batches of real text, made once by make-pages.mjs from WordNet 3.1 and kept in this folder.
 * Answers of the last two are known, so that a run can be checked word by word.
 */
export type BatchLine = {
  custom_id: string;
  method: 'POST';
  url: '/v1/embeddings' | '/v1/chat/completions';
  body: Record<string, unknown>;
};

const chatCount = 240;
const unknownWord = 'I do not know that word.';
/** Not among the 2,000 words: the model must say that it does not know them. */
const unknownWords = ['zymurgy', 'quokka', 'parkade', 'hoverboard', 'sesquipedalian', 'kumquat'];

const read = (path: string) => readFileSync(new URL(path, import.meta.url));
const readJson = <Content>(path: string) => JSON.parse(read(path).toString()) as Content;
const numbered = (prefix: string, index: number) => `${prefix}-${String(index).padStart(3, '0')}`;

/** 300 sentences (example sentences of WordNet) for parkade-embed-1. */
export function embeddingLines(): BatchLine[] {
  return readJson<string[]>('sentences.json').map((input, index) => ({
    custom_id: numbered('sentence', index),
    method: 'POST',
    url: '/v1/embeddings',
    body: { model: 'parkade-embed-1', input },
  }));
}

/** 240 questions for parkade-dictionary-1, a few of them about words it can not know. */
export function chatLines(): BatchLine[] {
  return questions().map(({ word }, index) => ({
    custom_id: numbered('word', index),
    method: 'POST',
    url: '/v1/chat/completions',
    body: {
      model: 'parkade-dictionary-1',
      messages: [
        { role: 'user', content: index % 2 === 0 ? `What does "${word}" mean?` : `Define ${word}.` },
      ],
      temperature: 0,
      max_tokens: 48,
    },
  }));
}

/** 100 pages of four to six printed lines for tesseract-eng, about 5 KB each. */
export function ocrLines(): BatchLine[] {
  return pageTexts().map((_, index) => ({
    custom_id: numbered('page', index),
    method: 'POST',
    url: '/v1/chat/completions',
    body: {
      model: 'tesseract-eng',
      messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: pageUrl(index) } }] }],
    },
  }));
}

/** The exact text that a chat or OCR request is answered with; undefined where there is no one right answer. */
export function expectedAnswer(customId: string): string | undefined {
  const [kind, number] = customId.split('-');
  if (kind === 'word') return questions()[Number(number)]?.answer;
  if (kind === 'page') return pageTexts()[Number(number)];
  return undefined;
}

const pageTexts = () => readJson<string[]>('pages.json');

function pageUrl(index: number): string {
  const png = read(`pages/${String(index).padStart(3, '0')}.png`);
  return `data:image/png;base64,${png.toString('base64')}`;
}

/** Every eighth word of the model's answer key, and the unknown ones spread among them. */
function questions(): { word: string; answer: string }[] {
  const words = Object.entries(readJson<Record<string, string>>('../../agent/models/dictionary/words.json'));
  return Array.from({ length: chatCount }, (_, index) => {
    const unknown = index % 40 === 39 ? unknownWords[(index - 39) / 40] : undefined;
    if (unknown) return { word: unknown, answer: unknownWord };
    const [word, answer] = words[index * 8] ?? ['', unknownWord];
    return { word, answer };
  });
}
