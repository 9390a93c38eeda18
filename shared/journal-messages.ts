import type { MessageOf } from './messages.ts';

/** SQS takes 256 KB in one call, which may send ten messages. */
const mostCharacters = 20_000;

/** Names entries to the journal, as few messages as it takes. Business keys are of ASCII letters. */
export function journalMessages(businessKeys: Iterable<string>): MessageOf<'journal'>[] {
  const messages: MessageOf<'journal'>[] = [];
  let last: string[] = [];
  let room = 0;
  for (const businessKey of businessKeys) {
    const taken = businessKey.length + 3;
    if (room < taken) {
      last = [];
      messages.push({ businessKeys: last });
      room = mostCharacters;
    }
    last.push(businessKey);
    room -= taken;
  }
  return messages;
}
