import { download } from '../table/download.ts';
import { reach } from './client.ts';
import { ApiFailure } from './failure.ts';

/**
 * Fetched with who you are and handed to the browser, by the name that the API gives it: a plain link would carry no
 * token. Gives the answer's headers.
 */
export async function saveFile(path: string): Promise<Headers> {
  const reply = await reach(new Request(path));
  if (!reply.ok) throw new ApiFailure(reply, await reply.json());
  const { headers } = reply;
  const [, name = 'parkade'] = /filename="([^"]+)"/.exec(headers.get('content-disposition') ?? '') ?? [];
  download(name, await reply.blob(), headers.get('content-type') ?? '');
  return headers;
}
