import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiTypes } from './api-types.ts';

/** `npm run generate:web [-- URL]`: the types of the API that is served there, by default by a running `npm start`. */
const [url = 'http://127.0.0.1:8787/v1/openapi.json'] = process.argv.slice(2);
const document = await (await fetch(url)).text();
writeFileSync(join(import.meta.dirname, 'src/api/schema.ts'), await apiTypes(document));
