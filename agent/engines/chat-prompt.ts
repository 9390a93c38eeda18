import type { ChatHistoryItem, ChatModelFunctionCall, ChatModelFunctions } from 'node-llama-cpp';
import type { ChatRequest } from '../../shared/chat-request.ts';
import type { ChatMessage } from '../../shared/contract/chat-messages.ts';
import type { CallMarks } from './answer-grammar.ts';

type AssistantMessage = Extract<ChatMessage, { role: 'assistant' }>;

/**
 * The conversation as node-llama-cpp's chat templates take it; it ends where the model is to go on. Calls and their
 * results stand in the model's own turn, in the words that it is told to call with.
 */
export function historyOf({ request }: ChatRequest, marks: CallMarks): ChatHistoryItem[] {
  const { messages } = request;
  const history: ChatHistoryItem[] = [];
  for (const [index, message] of messages.entries()) {
    if (message.role === 'tool') continue;
    if (message.role !== 'assistant') {
      history.push({ type: message.role === 'user' ? 'user' : 'system', text: textOf(message) });
      continue;
    }
    const response = [textOf(message), ...callsOf(message, messages.slice(index + 1), marks)];
    history.push({ type: 'model', response: response.filter((part) => part !== '') });
  }
  if (messages.at(-1)?.role !== 'tool') history.push({ type: 'model', response: [] });
  return history;
}

function callsOf(
  { tool_calls }: AssistantMessage,
  after: readonly ChatMessage[],
  { prefix, open, close }: CallMarks,
): ChatModelFunctionCall[] {
  return (tool_calls ?? []).map(({ id, function: { name, arguments: text } }) => {
    const result = after.find((message) => message.role === 'tool' && message.tool_call_id === id);
    return {
      type: 'functionCall',
      name,
      params: undefined,
      result: result && textOf(result),
      rawCall: [`${prefix}${name}`, { type: 'specialTokensText', value: open }, text, closing(close)],
    };
  });
}

const closing = (value: string) => ({ type: 'specialTokensText' as const, value });

function textOf({ content }: ChatMessage): string {
  if (typeof content === 'string') return content;
  return (content ?? []).map((part) => (part.type === 'text' ? part.text : '')).join('');
}

/**
 * Each function with its description and the names of its parameters. Their schemas are the grammar's business: this
 * model can not read JSON Schema, and with it in the prompt it fills in every second argument wrongly.
 */
export function functionsOf({ tools }: ChatRequest): ChatModelFunctions | undefined {
  if (tools.length === 0) return undefined;
  const described = tools.map(({ name, description, parameters: { root } }) => {
    const names = root.kind === 'object' ? root.properties.map((property) => property.name).join(', ') : '';
    return [
      name,
      { description: [description ?? '', names].filter((line) => line !== '').join('\n') },
    ] as const;
  });
  return Object.fromEntries(described);
}
