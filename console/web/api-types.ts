import openapiTS, { astToString } from 'openapi-typescript';

const head = `// Made from the market's own OpenAPI document by \`npm run generate:web\`: not to be edited.\n`;

/** Where each kind of caller's API tells what it is, by the file that has its types. */
export const apiDocuments = {
  'schema.ts': '/v1/openapi.json',
  'owner-schema.ts': '/v1/owner/openapi.json',
  'finance-schema.ts': '/v1/finance/openapi.json',
  'operator-schema.ts': '/v1/operator/openapi.json',
} as const;

/** The types of an OpenAPI document's calls, as TypeScript. */
export async function apiTypes(document: string): Promise<string> {
  return head + astToString(await openapiTS(document, { alphabetize: true }));
}
