import type { ObjectsModel } from './objects.ts';
import { objectsHost } from './presigned.ts';

type Signed = { query: Record<string, string> };
type Handler = (args: { input: object; request?: object }) => Promise<{ output: { presigned: Signed } }>;
type Middleware = (next: undefined, context: object) => Handler;

/**
 * What getSignedUrl takes of a client to make an address: a copy of its middleware, among which it puts its own, the
 * one that signs. Here that one is called by itself, for how long the address is to hold, and the model gives the rest.
 */
export function presigningStack(objects: ObjectsModel) {
  let signing: Middleware | undefined;
  const stack = {
    addRelativeTo(middleware: Middleware) {
      signing = middleware;
    },
    concat: () => stack,
    resolve:
      (_handler: unknown, { commandName = '' }: { commandName?: string }): Handler =>
      async ({ input }) => {
        if (!signing) throw new Error('Only getSignedUrl is known to copy the middleware of the model.');
        const { output } = await signing(undefined, {})({ input, request: blankRequest() });
        const expiresSeconds = Number(output.presigned.query['X-Amz-Expires']);
        const operation = commandName.slice(0, -'Command'.length);
        const { path, query } = objects.sign(operation, input, expiresSeconds);
        return { output: { presigned: { ...blankRequest(), path, query } } };
      },
  };
  return stack;
}

/** The signature that the SDK computes is not used: it need not be one. */
export class BlankHash {
  static readonly #digest = new Uint8Array(32);
  update(): void {}
  reset(): void {}
  async digest(): Promise<Uint8Array> {
    return BlankHash.#digest;
  }
}

const blankRequest = () => ({
  method: 'GET',
  protocol: 'https:',
  hostname: objectsHost,
  path: '/',
  query: {},
  headers: {},
});
