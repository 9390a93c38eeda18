import type { ConversationItem, InputMessage, OutputMessage } from '../contract/response-object.ts';
import type { ContentPart, InputItem, ResponseRequest } from '../contract/responses.ts';
import { Refusal } from '../refusal.ts';

/** `resp_01abc` gives `msg_01abc`-like names to what belongs to it, so that its items keep their ids wherever they are told. */
export const itemId = (responseId: string, prefix: 'msg' | 'fc' | 'fco', position: string): string =>
  `${prefix}_${responseId.replace(/^resp_/, '')}_${position}`;

/**
 * A request's own input as it is kept and listed: each item with an id, each content as parts. Refuses with
 * invalid_request what no side of a conversation can say.
 */
export function itemsOf(input: ResponseRequest['input'], responseId: string): ConversationItem[] {
  const items: readonly InputItem[] = typeof input === 'string' ? [{ role: 'user', content: input }] : input;
  return items.map((item, at) => itemOf(item, responseId, at));
}

function itemOf(item: InputItem, responseId: string, at: number): ConversationItem {
  const id = (prefix: 'msg' | 'fc' | 'fco') => itemId(responseId, prefix, `i${at}`);
  switch (item.type) {
    case 'function_call': {
      const { type, call_id, name, arguments: text } = item;
      return { id: id('fc'), type, status: 'completed', call_id, name, arguments: text };
    }
    case 'function_call_output':
      return {
        id: id('fco'),
        type: item.type,
        status: 'completed',
        call_id: item.call_id,
        output: item.output,
      };
    default:
      return messageOf(item, id('msg'), at);
  }
}

type Message = Extract<InputItem, { role: string }>;

function messageOf({ role, content }: Message, id: string, at: number): InputMessage | OutputMessage {
  const message = { id, type: 'message', status: 'completed' } as const;
  if (role === 'assistant') return { ...message, role, content: saidParts(content, at) };
  return { ...message, role, content: askedParts(content, at) };
}

function saidParts(content: Message['content'], at: number): OutputMessage['content'] {
  const parts = typeof content === 'string' ? [{ type: 'output_text' as const, text: content }] : content;
  return parts.map((part, no) => {
    if (part.type === 'input_image')
      throw wrongPart(at, no, 'an assistant’s message has no images; send them as the user');
    const text = part.type === 'refusal' ? part.refusal : part.text;
    return { type: 'output_text', text, annotations: [], logprobs: [] };
  });
}

function askedParts(content: Message['content'], at: number): InputMessage['content'] {
  const parts = typeof content === 'string' ? [{ type: 'input_text' as const, text: content }] : content;
  return parts.map((part, no) => askedPart(part, at, no));
}

function askedPart(part: ContentPart, at: number, no: number): InputMessage['content'][number] {
  switch (part.type) {
    case 'input_text':
      return part;
    case 'input_image':
      return { type: 'input_image', image_url: part.image_url, detail: part.detail ?? 'auto' };
    default:
      throw wrongPart(at, no, `${part.type} is what an assistant says; send input_text or input_image`);
  }
}

function wrongPart(at: number, no: number, reason: string): Refusal {
  const param = `input.${at}.content.${no}`;
  return new Refusal('invalid_request', `${param}: ${reason}`, { param });
}
