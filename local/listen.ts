import { type ServerType, serve } from '@hono/node-server';

/** Listens before anything can answer, since the functions must know the address they are reached at. */
export function listen(port: number) {
  let answer: (request: Request) => Response | Promise<Response> = () => new Response(null, { status: 503 });
  return new Promise<{
    url: string;
    answerWith: (next: typeof answer) => void;
    close: () => Promise<void>;
  }>((resolve, reject) => {
    const server: ServerType = serve(
      { fetch: (request) => answer(request), hostname: '127.0.0.1', port },
      (address) =>
        resolve({
          url: `http://127.0.0.1:${address.port}`,
          answerWith: (next) => {
            answer = next;
          },
          close: () =>
            new Promise((closed) => {
              server.close(() => closed());
              if ('closeAllConnections' in server) server.closeAllConnections();
            }),
        }),
    );
    server.once('error', reject);
  });
}
