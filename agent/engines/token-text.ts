import type { LlamaModel, Token } from 'node-llama-cpp';
import type { ChatRequest } from '../../shared/chat-request.ts';
import { type JsonShape, partsOf, type Shape } from '../../shared/structured/json-shape.ts';

/** How written tokens become text, and which part of it, at its end, tokens to come may still change. */
export type TokenText = { of(tokens: readonly Token[]): string; unsettled: RegExp };

/** Bytes of a character that is not complete yet are shown as U+FFFD. */
const brokenEnd = /\uFFFD+$/;

/**
 * As llama.cpp tidies it: for vocabularies of word pieces it takes the space away before a full stop, a comma or 's,
 * so that a last space, and up to two letters of a contraction after it, are not settled.
 */
export const tidyText = (model: LlamaModel): TokenText => ({
  of: (tokens) => model.detokenize([...tokens]).trimStart(),
  unsettled: / (?:'[a-z]{0,2})? ?$|\uFFFD+$/,
});

/** As the grammar saw it, character for character. */
export function exactText(model: LlamaModel): TokenText {
  const pieces = piecesOf(model);
  return {
    of: (tokens) => new TextDecoder().decode(Buffer.concat(tokens.map((token) => pieces(token)))).trimStart(),
    unsettled: brokenEnd,
  };
}

/** llama.cpp's type of a token that is one byte, written <0x0A>. */
const byteToken = 6;

function piecesOf(model: LlamaModel): (token: Token) => Buffer {
  const { tokens, token_type: types } = model.fileInfo.metadata.tokenizer?.ggml ?? {};
  return (token) => {
    const piece = tokens?.[token] ?? '';
    if (types?.[token] === byteToken) return Buffer.from(piece.slice(3, -1), 'hex');
    return Buffer.from(piece.replaceAll('\u2581', ' '));
  };
}

/** Whether a space more or less would break what the request's schemas say. */
export function needsExactText({ format, tools }: ChatRequest): boolean {
  const shapes = [format, ...tools.map(({ parameters }) => parameters)].filter(
    (shape) => shape !== undefined,
  );
  return shapes.some(({ root, definitions }: JsonShape) =>
    [root, ...definitions.values()].some(countsSpaces),
  );
}

function countsSpaces(shape: Shape): boolean {
  switch (shape.kind) {
    case 'string':
      return shape.minLength > 1;
    case 'literals':
      return shape.values.some((value) => typeof value === 'string' && value.includes(' '));
    case 'object':
      return shape.properties.some(({ name }) => name.includes(' ')) || partsOf(shape).some(countsSpaces);
    default:
      return partsOf(shape).some(countsSpaces);
  }
}
