import { expect, test } from 'vitest';
import { expectedAnswer, ocrLines } from '../../local/demo/batches.ts';
import { builtInEngines, contentOf, refusal } from './support/built-in-engines.ts';

const engines = builtInEngines();
const model = 'tesseract-eng';
const read = async (...urls: string[]) =>
  (await engines.get(model)).run({
    model,
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Read this page.' },
          ...urls.map((url) => ({ type: 'image_url', image_url: { url } })),
        ],
      },
    ],
  });

test('demo pages are read exactly, and a page is metered for each', async () => {
  const lines = ocrLines();
  expect(lines.length).toBeGreaterThanOrEqual(100);
  const engine = await engines.get(model);
  for (const { custom_id, body } of lines.filter((_, index) => index % 10 === 0)) {
    const reply = await engine.run(body);
    expect(contentOf(reply.body)).toBe(expectedAnswer(custom_id));
    expect(reply.units).toEqual({ inputTokens: 0, outputTokens: 0, pages: 1 });
  }
});

test('a page is told at once', async () => {
  const said: unknown[] = [];
  const [line] = ocrLines();
  const reply = await (await engines.get(model)).run(line?.body ?? {}, undefined, (choice) =>
    said.push(choice),
  );
  expect(said).toEqual([{ index: 0, delta: { content: contentOf(reply.body) } }]);
});

const png = (bytes: Buffer) => `data:image/png;base64,${bytes.toString('base64')}`;
const [page] = ocrLines();
const pagePng = Buffer.from(JSON.stringify(page).split('base64,')[1]?.split('"')[0] ?? '', 'base64');
const huge = Buffer.from(pagePng);
huge.writeUInt32BE(60_000, 16);
huge.writeUInt32BE(60_000, 20);

test.each([
  ['no image', [], 'invalid_request'],
  ['two images', [png(pagePng), png(pagePng)], 'invalid_request'],
  ['an image on the web', ['https://example.com/page.png'], 'invalid_request'],
  ['a file that is no image', [png(Buffer.from('not an image'))], 'invalid_image_format'],
  ['an image that claims more pixels than memory holds', [png(huge)], 'image_too_large'],
  ['an image that breaks off', [png(pagePng.subarray(0, 200))], 'invalid_image'],
])('%s is refused and costs nothing', async (_, urls, code) => {
  expect(await read(...urls)).toMatchObject(refusal(code));
});

test('after a damaged image the next page is read', async () => {
  const { body } = await read(png(pagePng));
  expect(contentOf(body)).toBe(expectedAnswer('page-000'));
});
