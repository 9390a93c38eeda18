import { readFileSync } from 'node:fs';
import type { Model } from '../../shared/catalogue.ts';
import type { RequestBody } from '../engines/engine.ts';

const texts = [
  'A parked car is a computer that waits for its driver.',
  'The charger stands in the garage, and the tariff is low at night.',
  'Rain fell over the harbor while the ferries came in one after the other.',
  'She read the letter twice before she put it back into the drawer.',
];

/** Text of several dictionary entries, as a scan would show them. */
const page = () => {
  const bytes = readFileSync(new URL('page.png', import.meta.url));
  return { type: 'image_url', image_url: { url: `data:image/png;base64,${bytes.toString('base64')}` } };
};

/** What every vehicle is measured on: the same few requests, built in, of nobody's. */
export function benchmarkRequest({ id, kind }: Model): RequestBody {
  switch (kind) {
    case 'embeddings':
      return { model: id, input: Array.from({ length: 64 }, (_, no) => texts[no % texts.length]) };
    case 'chat':
      return {
        model: id,
        messages: [{ role: 'user', content: 'Define harbor.' }],
        temperature: 0,
        max_tokens: 48,
      };
    case 'ocr':
      return { model: id, messages: [{ role: 'user', content: [page()] }] };
  }
}
