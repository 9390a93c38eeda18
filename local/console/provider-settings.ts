import type { AccountClaims, ClientMetadata, Configuration, JWK, KoaContextWithOIDC } from 'oidc-provider';
import { errorPage, signOutPage } from './choose-page.ts';
import type { DemoPerson } from './demo-person.ts';
import { keptRecords } from './kept-records.ts';

export const clientId = 'parkade-console';

export type Keys = { signing: JWK; cookies: string };

type Surroundings = {
  keys: Keys;
  consoleUrl: string;
  recordsFile: string;
  people: { find: (id: string) => DemoPerson | undefined };
  port: number;
  now: () => number;
};

const tokenSeconds = 600;
const daySeconds = 86_400;

/** As Cognito is set up on AWS: code flow with PKCE, RS256, the same claims (docs/decisions/0019). */
export function providerSettings({
  keys,
  consoleUrl,
  recordsFile,
  people,
  port,
  now,
}: Surroundings): Configuration {
  const audience = `${consoleUrl}/v1`;
  const claimsOf = (id: string) => {
    const person = people.find(id);
    return person && { parkade_role: person.role, parkade_principal: person.principalId };
  };
  return {
    adapter: keptRecords(recordsFile, now),
    clients: [clientAt(consoleUrl)],
    clientBasedCORS: (_ctx, origin) => origin === consoleUrl,
    findAccount: (_ctx, id) => {
      const person = people.find(id);
      if (!person) return undefined;
      const claims = async (): Promise<AccountClaims> => ({ sub: id, name: person.name, ...claimsOf(id) });
      return { accountId: id, claims };
    },
    claims: { openid: ['sub', 'parkade_role', 'parkade_principal'], profile: ['name'] },
    conformIdTokenClaims: false,
    // The two that Cognito adds to every access token, and ours, which a trigger of Cognito's adds there.
    extraTokenClaims: (_ctx, token) =>
      'accountId' in token ? { token_use: 'access', ...claimsOf(token.accountId) } : undefined,
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: '',
          audience,
          accessTokenFormat: 'jwt',
          accessTokenTTL: tokenSeconds,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = signOutPage(form);
        },
      },
    },
    loadExistingGrant: grantOf,
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    // Cookies know no ports: two markets of one machine would take each other's.
    cookies: {
      keys: [keys.cookies],
      names: Object.fromEntries(
        ['session', 'interaction', 'resume'].map((name) => [name, `parkade_${port}_${name}`]),
      ),
    },
    jwks: { keys: [keys.signing] },
    renderError: (ctx, { error, error_description }) => {
      ctx.type = 'html';
      ctx.body = errorPage(error_description ?? error);
    },
    ttl: {
      AccessToken: tokenSeconds,
      AuthorizationCode: 60,
      IdToken: tokenSeconds,
      Interaction: 3_600,
      RefreshToken: daySeconds,
      Session: daySeconds,
      Grant: daySeconds,
    },
  };
}

/** A page keeps no secret: what proves it is the verifier of the code that it asked for. */
const clientAt = (consoleUrl: string): ClientMetadata => ({
  client_id: clientId,
  client_name: 'Parkade console',
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  redirect_uris: [`${consoleUrl}/signed-in`],
  post_logout_redirect_uris: [`${consoleUrl}/`],
});

/** The console is part of the product: nobody is asked whether it may see who they are. */
async function grantOf(ctx: KoaContextWithOIDC) {
  const { client, session, provider } = ctx.oidc;
  if (!client || !session?.accountId) return undefined;
  const known = session.grantIdFor(client.clientId);
  const kept = known ? await provider.Grant.find(known) : undefined;
  if (kept) return kept;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid profile');
  await grant.save();
  return grant;
}
