/** What must be remembered while the browser is at the provider: it is of no use once it is back. */
export type Pending = { state: string; nonce: string; verifier: string; returnTo: string };

const name = 'sign-in';

export const keepPending = (pending: Pending): void => sessionStorage.setItem(name, JSON.stringify(pending));

/** Once: it is forgotten as it is taken. */
export function takePending(): Pending | undefined {
  const kept = sessionStorage.getItem(name);
  sessionStorage.removeItem(name);
  return kept ? JSON.parse(kept) : undefined;
}
