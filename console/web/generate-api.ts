import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiDocuments, apiTypes } from './api-types.ts';

/** `npm run generate:web [-- URL]`: the types of the APIs that are served there, by default by a running `npm start`. */
const [url = 'http://127.0.0.1:8787'] = process.argv.slice(2);
for (const [file, path] of Object.entries(apiDocuments)) {
  const document = await (await fetch(`${url}${path}`)).text();
  writeFileSync(join(import.meta.dirname, 'src/api', file), await apiTypes(document));
}
