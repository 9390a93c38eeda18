import {
  type AuthorizationServer,
  allowInsecureRequests,
  authorizationCodeGrantRequest,
  type Client,
  calculatePKCECodeChallenge,
  discoveryRequest,
  generateRandomCodeVerifier,
  generateRandomNonce,
  generateRandomState,
  getValidatedIdTokenClaims,
  None,
  processAuthorizationCodeResponse,
  processDiscoveryResponse,
  processRefreshTokenResponse,
  refreshTokenGrantRequest,
  type TokenEndpointResponse,
  validateAuthResponse,
} from 'oauth4webapi';
import { keepPending, type Pending } from './pending.ts';
import { type Person, personOf } from './person.ts';
import type { Settings } from './settings.ts';

export type Tokens = { access: string; refresh: string | undefined; id: string | undefined; endsAt: number };

const redirectUri = () => `${location.origin}/signed-in`;

/** The OpenID Connect provider: code flow with PKCE, as a public client. */
export async function providerAt({ issuer, clientId, scope }: Settings) {
  const at = new URL(issuer);
  const client: Client = { client_id: clientId };
  // Without TLS on this very machine alone.
  const options = { [allowInsecureRequests]: at.hostname === '127.0.0.1' };
  const server: AuthorizationServer = await processDiscoveryResponse(at, await discoveryRequest(at, options));

  return {
    /** Leaves the page for the provider's. Silent: it asks nothing, and comes back at once. */
    async signIn({ isSilent, returnTo }: { isSilent: boolean; returnTo: string }): Promise<void> {
      const pending: Pending = {
        state: generateRandomState(),
        nonce: generateRandomNonce(),
        verifier: generateRandomCodeVerifier(),
        returnTo,
      };
      keepPending(pending);
      const url = new URL(server.authorization_endpoint ?? '');
      const params = {
        client_id: clientId,
        redirect_uri: redirectUri(),
        response_type: 'code',
        scope,
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: 'S256',
        ...(isSilent && { prompt: 'none' }),
      };
      for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
      location.replace(url);
    },

    /** Of the address that the provider sent the browser back to. Throws where it refused. */
    async tokensOf(
      address: URL,
      { state, nonce, verifier }: Pending,
    ): Promise<{ tokens: Tokens; person: Person }> {
      const params = validateAuthResponse(server, client, address, state);
      const reply = await authorizationCodeGrantRequest(
        server,
        client,
        None(),
        params,
        redirectUri(),
        verifier,
        options,
      );
      const checked = { expectedNonce: nonce, requireIdToken: true };
      const granted = await processAuthorizationCodeResponse(server, client, reply, checked);
      const claims = getValidatedIdTokenClaims(granted);
      if (!claims) throw new Error('The provider did not say who you are.');
      return { tokens: tokensFrom(granted), person: personOf(claims) };
    },

    async renewed({ refresh, id }: Tokens): Promise<Tokens> {
      if (!refresh) throw new Error('The provider gave nothing to renew the sign-in with.');
      const reply = await refreshTokenGrantRequest(server, client, None(), refresh, options);
      const granted = await processRefreshTokenResponse(server, client, reply);
      return {
        ...tokensFrom(granted),
        refresh: granted.refresh_token ?? refresh,
        id: granted.id_token ?? id,
      };
    },

    /** Leaves the page. Cognito's names for where to come back to, and everybody else's. */
    signOut({ id }: Tokens): void {
      const url = new URL(server.end_session_endpoint ?? '');
      const home = `${location.origin}/`;
      const params = { client_id: clientId, post_logout_redirect_uri: home, logout_uri: home };
      for (const [name, value] of Object.entries({ ...params, ...(id && { id_token_hint: id }) }))
        url.searchParams.set(name, value);
      location.replace(url);
    },
  };
}

export type Provider = Awaited<ReturnType<typeof providerAt>>;

const tokensFrom = ({
  access_token,
  refresh_token,
  id_token,
  expires_in = 300,
}: TokenEndpointResponse): Tokens => ({
  access: access_token,
  refresh: refresh_token,
  id: id_token,
  endsAt: Date.now() + expires_in * 1_000,
});
