import { AuthorizationResponseError } from 'oauth4webapi';
import { observable } from '../state/observable.ts';
import { takePending } from './pending.ts';
import type { Person } from './person.ts';
import { type Provider, providerAt, type Tokens } from './provider.ts';
import { loadSettings } from './settings.ts';

type Session =
  | { is: 'starting' }
  | { is: 'signed-in'; person: Person }
  | { is: 'signed-out'; why: string | undefined }
  | { is: 'unreachable' };

export const session = observable<Session>({ is: 'starting' });

/** In this page's memory alone: a reload asks the provider again, whose own cookie says who it is. */
let tokens: Tokens | undefined;
let provider: Provider | undefined;
let renewing: Promise<Tokens> | undefined;

/** Asked for a moment before its end, so that no call is made with a token that ends on its way. */
const earlyMillis = 30_000;

const here = () => `${location.pathname}${location.search}${location.hash}`;

/** At every load of the page: what the provider has sent back is taken, or else it is asked silently. */
export async function startSession(): Promise<void> {
  // What is said of a market that is away stays until it is back.
  if (session.get().is !== 'unreachable') session.set({ is: 'starting' });
  try {
    provider = await providerAt(await loadSettings());
  } catch {
    session.set({ is: 'unreachable' });
    return;
  }
  if (location.pathname !== '/signed-in') return provider.signIn({ isSilent: true, returnTo: here() });
  const address = new URL(location.href);
  const pending = takePending();
  history.replaceState(null, '', pending?.returnTo ?? '/');
  if (!pending) return provider.signIn({ isSilent: true, returnTo: '/' });
  try {
    const signedIn = await provider.tokensOf(address, pending);
    tokens = signedIn.tokens;
    session.set({ is: 'signed-in', person: signedIn.person });
  } catch (error) {
    session.set({ is: 'signed-out', why: whyNot(error) });
  }
}

/** Nothing need be said of who was not signed in before. */
function whyNot(error: unknown): string | undefined {
  const silent = ['login_required', 'interaction_required', 'consent_required'];
  if (error instanceof AuthorizationResponseError && silent.includes(error.error)) return undefined;
  return error instanceof Error ? error.message : String(error);
}

export async function signIn(): Promise<void> {
  if (provider) await provider.signIn({ isSilent: false, returnTo: here() });
  else await startSession();
}

export function signOut(): void {
  if (provider && tokens) provider.signOut(tokens);
}

/** Good for the next call. Undefined: nobody is signed in. */
export async function accessToken(): Promise<string | undefined> {
  if (!tokens || !provider) return undefined;
  if (tokens.endsAt - earlyMillis > Date.now()) return tokens.access;
  renewing ??= provider.renewed(tokens).finally(() => {
    renewing = undefined;
  });
  try {
    tokens = await renewing;
    return tokens.access;
  } catch (error) {
    // Not reached is not refused: the call that wants it says so, and tries again.
    if (error instanceof TypeError) throw error;
    tokens = undefined;
    await provider.signIn({ isSilent: true, returnTo: here() });
    return undefined;
  }
}
