import { builtPages } from './built-pages.ts';
import { pagesOf } from './pages.ts';
import { type SignIn, startSignIn } from './sign-in.ts';

export type Console = Pick<SignIn, 'issuer' | 'clientId' | 'admit' | 'close'> & {
  /** A page, or undefined for what is the API's to answer. */
  answer: (request: Request) => Promise<Response | undefined>;
};

type Surroundings = { now: () => number; reportFault: (error: unknown, where: string) => void };

/** The provider, and the pages as soon as they are made: nothing but a page waits for that. */
export async function startConsole(
  dir: string,
  consoleUrl: string,
  { now, reportFault }: Surroundings,
): Promise<Console> {
  const pages = builtPages();
  pages.catch((error: unknown) => reportFault(error, 'console'));
  const signIn = await startSignIn({ dir, consoleUrl, now });
  const { issuer, clientId, scope, admit, close } = signIn;
  return { issuer, clientId, admit, close, answer: pagesOf(pages, { issuer, clientId, scope }) };
}
