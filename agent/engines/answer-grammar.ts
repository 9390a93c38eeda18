import type { ChatRequest } from '../../shared/chat-request.ts';
import { grammarRules, quoted } from './grammar.ts';

/** How a model is told to call a function: `prefix`, its name, `open`, the arguments, `close`. */
export type CallMarks = { prefix: string; open: string; close: string };

/** What an answer says of itself so far. */
export type ReadAnswer = { content: string; call: { name: string; arguments: string } | undefined };

/**
 * The grammar of the answers that a request allows, in llama.cpp's notation, where not every text is one. A call ends
 * with its arguments: an answer has one at most.
 */
export function answerGrammar(chat: ChatRequest, marks: CallMarks): string | undefined {
  const { format, tools, toolChoice } = chat;
  if (!format && tools.length === 0) return undefined;
  const rules = grammarRules();
  const calls = tools.map(
    ({ name, parameters }) => `${quoted(`${marks.prefix}${name}${marks.open}`)} ${rules.ruleOf(parameters)}`,
  );
  if (toolChoice === 'required') return rules.text(calls.join(' | '));
  if (format) return rules.text([...calls, rules.ruleOf(format)].join(' | '));
  // Many models begin a text with a space, which is no part of the answer.
  return rules.text(`" "? (${[...calls, textBesideCalls(marks)].join(' | ')})`);
}

/** Any text that does not begin like a call, so that there are never two ways to read one. */
function textBesideCalls({ prefix }: CallMarks): string {
  const [first = '', second = ''] = prefix;
  const [other, notSecond] = [`[^\\x00-\\x20${inClass(first)}]`, `[^\\x00${inClass(second)}]`];
  return `(${other} anything | ${quoted(first)} (${notSecond} anything)?)?`;
}

const inClass = (character: string) => character.replace(/[\]\\^-]/, '\\$&');

/** Reads an answer, whole or only begun. What may yet become a call, or never became one, is no text. */
export function readAnswer(text: string, { prefix, open }: CallMarks, ended: boolean): ReadAnswer {
  if (!text.startsWith(prefix)) {
    const undecided = prefix.startsWith(text) && !(ended && text.length < 2);
    return { content: undecided ? '' : text, call: undefined };
  }
  const called = text.slice(prefix.length);
  const end = called.indexOf(open);
  if (end < 0) return { content: '', call: undefined };
  return { content: '', call: { name: called.slice(0, end), arguments: called.slice(end + open.length) } };
}
