import { imageSize } from 'image-size';
import type { ChatCompletionRequest } from '../../shared/contract/chat-completions.ts';
import { InvalidRequest } from './invalid-request.ts';

/** An A3 page at 300 dots an inch is 17 million. A small file can claim far more than memory holds. */
const maxPixels = 40_000_000;
const dataUrl = /^data:image\/(?:png|jpeg);base64,([A-Za-z0-9+/]+={0,2})$/;

/** The bytes of the one page image in a chat request (PNG or JPEG); throws InvalidRequest for anything else. */
export function pageImageOf({ messages }: ChatCompletionRequest): Buffer {
  const parts = messages.flatMap(({ content }) => (Array.isArray(content) ? content : []));
  // The request was judged: there is exactly one.
  const [url = ''] = parts.flatMap((part) => (part.type === 'image_url' ? [part.image_url.url] : []));
  const encoded = dataUrl.exec(url)?.[1];
  if (encoded === undefined)
    throw new InvalidRequest(
      'invalid_image_url',
      'The image must be a base64 data URL of a PNG or JPEG; a vehicle fetches nothing.',
      'messages',
    );
  const bytes = Buffer.from(encoded, 'base64');
  refuseUnreadable(bytes);
  return bytes;
}

function refuseUnreadable(bytes: Buffer) {
  const size = sizeOf(bytes);
  if (!size || !['png', 'jpg'].includes(size.type ?? ''))
    throw new InvalidRequest('invalid_image_format', 'The image is not a PNG or JPEG.', 'messages');
  if (size.width * size.height > maxPixels)
    throw new InvalidRequest(
      'image_too_large',
      `The image has ${size.width} x ${size.height} pixels; at most ${maxPixels} are read.`,
      'messages',
    );
}

function sizeOf(bytes: Buffer) {
  try {
    return imageSize(bytes);
  } catch {
    return undefined;
  }
}
