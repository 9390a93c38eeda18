import type { PreTokenGenerationV2TriggerEvent as TokenEvent } from 'aws-lambda';
import { signInClaims } from '../../shared/sign-in-claims.ts';

type Asked = { request: Pick<TokenEvent['request'], 'userAttributes'> };

/**
 * What Cognito calls before it issues a token: who somebody is to the market stands in two attributes that an
 * administrator alone can write, and goes into both tokens. Whoever has none is signed in, and let in nowhere.
 */
export async function handler<Event extends Asked>(event: Event) {
  const { 'custom:parkade_role': role, 'custom:parkade_principal': principal } = event.request.userAttributes;
  const claims = signInClaims.safeParse({ parkade_role: role, parkade_principal: principal });
  const added = claims.success ? { claimsToAddOrOverride: claims.data } : {};
  return {
    ...event,
    response: { claimsAndScopeOverrideDetails: { idTokenGeneration: added, accessTokenGeneration: added } },
  };
}
