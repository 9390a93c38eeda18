import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import plugin from '@scalar/fastify-api-reference';

type Reply = { header: () => Reply; send: (text: string) => void };
type Route = { url: string; handler: (request: object, reply: Reply) => void };
type Registering = (server: object, options: object, done: () => void) => void;

/**
 * The viewer's script, gzipped, out of its package: of all that have it, the one without 260 MB of what it was made
 * from. It gives it to a server of another kind, so it is asked as that server would.
 */
export async function packagedViewer(): Promise<Uint8Array> {
  let script: string | undefined;
  const reply: Reply = {
    header: () => reply,
    send: (text) => {
      script = text;
    },
  };
  const server = {
    initialConfig: {},
    hasPlugin: () => false,
    route: ({ url, handler }: Route) => {
      if (url.endsWith('.js')) handler({}, reply);
    },
  };
  (plugin as unknown as Registering)(server, { configuration: { url: '/' } }, () => {});
  if (!script) throw new Error('@scalar/fastify-api-reference has no script to give any more.');
  return promisify(gzip)(script);
}
