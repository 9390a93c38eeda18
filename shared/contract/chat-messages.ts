import { z } from 'zod';
import { notOnOffer } from '../parsed-request.ts';
import { toolCall } from './chat-completion.ts';

const textPart = z.strictObject({ type: z.literal('text'), text: z.string() });
const imagePart = z.strictObject({
  type: z.literal('image_url'),
  image_url: z.strictObject({
    url: z
      .string()
      .regex(
        /^data:image\/(png|jpeg);base64,/,
        'must be a data URL of a PNG or JPEG: the vehicle fetches nothing',
      ),
    detail: z.enum(['auto', 'low', 'high']).optional(),
  }),
});

const text = z.union([z.string(), z.array(textPart).min(1)]);
const name = z.string().max(64).optional();

/** What a client sends back of an answer it got: without content where there are tool calls. */
const assistantMessage = z
  .strictObject({
    role: z.literal('assistant'),
    content: text.nullish(),
    name,
    refusal: z.null(notOnOffer).optional(),
    annotations: z.array(z.never()).max(0).optional(),
    audio: z.null(notOnOffer).optional(),
    tool_calls: z.array(toolCall).min(1).max(128).nullish(),
  })
  .refine(({ content, tool_calls }) => content != null || tool_calls, {
    path: ['content'],
    error: 'must be there where there are no tool_calls',
  });

export const chatMessage = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('system'), content: text, name }),
  z.strictObject({ role: z.literal('developer'), content: text, name }),
  z.strictObject({
    role: z.literal('user'),
    content: z.union([z.string(), z.array(z.discriminatedUnion('type', [textPart, imagePart])).min(1)]),
    name,
  }),
  assistantMessage,
  z.strictObject({ role: z.literal('tool'), content: text, tool_call_id: z.string() }),
]);

export type ChatMessage = z.infer<typeof chatMessage>;
