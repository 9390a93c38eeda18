import { Validator } from '@cfworker/json-schema';
import type { ChatCompletionRequest } from '../../shared/contract/chat-completions.ts';
import { InvalidRequest } from './invalid-request.ts';

type Answer = {
  content: string;
  calls: readonly { name: string; arguments: string }[];
};

/**
 * The last word on an answer that is complete: its text or its arguments are judged by a library that knows nothing
 * of the grammar. Throws InvalidRequest, so that a customer never pays for JSON that breaks the schema.
 */
export function refuseBrokenSchema(request: ChatCompletionRequest, { content, calls }: Answer) {
  for (const call of calls) {
    const tool = request.tools?.find((each) => each.function.name === call.name);
    refuseUnlessValid(call.arguments, tool?.function.parameters ?? { type: 'object' });
  }
  const format = request.response_format;
  if (calls.length > 0 || !format) return;
  if (format.type === 'json_object') refuseUnlessValid(content, { type: 'object' });
  if (format.type === 'json_schema') refuseUnlessValid(content, format.json_schema.schema);
}

function refuseUnlessValid(text: string, schema: Record<string, unknown>) {
  if (!isValid(text, schema))
    throw new InvalidRequest(
      'schema_not_kept',
      'The model wrote no JSON that fits the schema. Nothing is charged; word the request or the schema otherwise.',
    );
}

function isValid(text: string, schema: Record<string, unknown>): boolean {
  try {
    return new Validator(schema, '2020-12').validate(JSON.parse(text)).valid;
  } catch {
    return false;
  }
}
