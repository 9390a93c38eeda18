import openapiTS, { astToString } from 'openapi-typescript';

const head = `// Made from the market's own OpenAPI document by \`npm run generate:web\`: not to be edited.\n`;

/** The types of an OpenAPI document's calls, as TypeScript. */
export async function apiTypes(document: string): Promise<string> {
  return head + astToString(await openapiTS(document, { alphabetize: true }));
}
