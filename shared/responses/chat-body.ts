import type { ConversationItem, InputMessage, OutputMessage } from '../contract/response-object.ts';
import type { ResponseRequest } from '../contract/responses.ts';
import { Refusal } from '../refusal.ts';
import type { Renaming } from '../translated-refusal.ts';

type Body = Record<string, unknown>;
type ToolCall = { id: string; type: 'function'; function: { name: string; arguments: string } };
type Message = { role: string; content: unknown; tool_calls?: ToolCall[]; tool_call_id?: string };

/**
 * The chat completion that answers a response's request. `conversation`: all that was said before, and its own input.
 * Refuses with invalid_request an output of a function that was not called.
 */
export function chatBodyOf(request: ResponseRequest, conversation: readonly ConversationItem[]): Body {
  refuseUncalled(conversation);
  const { instructions } = request;
  return {
    model: request.model,
    messages: [
      ...(instructions ? [{ role: 'system', content: instructions }] : []),
      ...messagesOf(conversation),
    ],
    ...present({
      max_completion_tokens: request.max_output_tokens,
      temperature: request.temperature,
      top_p: request.top_p,
      response_format: responseFormat(request.text?.format),
      service_tier: request.service_tier,
      x_parkade: request.x_parkade,
      stream: request.stream || undefined,
    }),
    ...toolsOf(request),
  };
}

/** What a chat completion's parameters are called in a response's request. */
export const responseNames: Renaming = [
  [/^messages.*$/, 'input'],
  [/^max_(completion_)?tokens$/, 'max_output_tokens'],
  [/^response_format(\.json_schema)?/, 'text.format'],
  [/^(tools\.\d+|tool_choice)\.function/, '$1'],
];

/** What stands there at all. */
const present = (fields: Body): Body =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));

function refuseUncalled(conversation: readonly ConversationItem[]): void {
  const called = new Set<string>();
  for (const item of conversation) {
    if (item.type === 'function_call') called.add(item.call_id);
    if (item.type === 'function_call_output' && !called.has(item.call_id))
      throw new Refusal(
        'invalid_request',
        `No function call has the call_id '${item.call_id}' that an output names. Send the call too, or name the response that made it as previous_response_id.`,
        { param: 'input' },
      );
  }
}

function messagesOf(conversation: readonly ConversationItem[]): Message[] {
  const messages: Message[] = [];
  for (const item of conversation) {
    if (item.type === 'message') messages.push({ role: item.role, content: contentOf(item.content) });
    else if (item.type === 'function_call') addCall(messages, item);
    else messages.push({ role: 'tool', tool_call_id: item.call_id, content: outputText(item.output) });
  }
  return messages;
}

/** What an assistant says and the functions it calls with it are one message. */
function addCall(messages: Message[], item: Extract<ConversationItem, { type: 'function_call' }>): void {
  const call: ToolCall = {
    id: item.call_id,
    type: 'function',
    function: { name: item.name, arguments: item.arguments },
  };
  const last = messages.at(-1);
  if (last?.role === 'assistant') last.tool_calls = [...(last.tool_calls ?? []), call];
  else messages.push({ role: 'assistant', content: null, tool_calls: [call] });
}

type Part = (InputMessage | OutputMessage)['content'][number];

function contentOf(parts: readonly Part[]): unknown {
  const [first] = parts;
  if (parts.length === 1 && first && 'text' in first) return first.text;
  return parts.map((part) =>
    part.type === 'input_image'
      ? { type: 'image_url', image_url: { url: part.image_url, detail: part.detail } }
      : { type: 'text', text: part.text },
  );
}

const outputText = (output: string | readonly { text: string }[]) =>
  typeof output === 'string' ? output : output.map(({ text }) => text).join('\n');

type Format = NonNullable<NonNullable<ResponseRequest['text']>['format']>;

function responseFormat(format: Format | undefined): Body | undefined {
  if (format?.type !== 'json_schema') return format;
  const { name, description, schema, strict } = format;
  return { type: format.type, json_schema: { name, schema, ...present({ description, strict }) } };
}

function toolsOf({ tools, tool_choice, parallel_tool_calls }: ResponseRequest): Body {
  if (!tools?.length) {
    if (tool_choice === undefined || tool_choice === 'none' || tool_choice === 'auto') return {};
    throw new Refusal('invalid_request', 'tool_choice: there are no tools to choose from', {
      param: 'tool_choice',
    });
  }
  const named =
    typeof tool_choice === 'object'
      ? { type: 'function', function: { name: tool_choice.name } }
      : tool_choice;
  return {
    tools: tools.map(({ type, name, ...rest }) => ({ type, function: { name, ...present(rest) } })),
    ...present({ tool_choice: named, parallel_tool_calls }),
  };
}
