import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import { Refusal } from '../../shared/refusal.ts';
import { signInClaims } from '../../shared/sign-in-claims.ts';
import type { Role } from './credentials.ts';

/** The OpenID Connect provider that people of the console sign in at. */
export type SignInSettings = {
  issuer: string;
  /** The console's. */
  clientId: string;
  /** Where the provider's public keys are. */
  jwksUrl: string;
};

/** Who an access token speaks for (docs/decisions/0019). */
export type SignedIn = {
  role: Role;
  /** The customer's, owner's or finance person's id. */
  principalId: string;
};

const claimsOf = signInClaims.extend({ token_use: z.literal('access'), client_id: z.string() });

/** The provider's keys are fetched with the first token and when a new one is named, at most twice a minute. */
export function signInBy({ issuer, clientId, jwksUrl }: SignInSettings, apiUrl: string, now: () => number) {
  const keys = createRemoteJWKSet(new URL(jwksUrl), { cooldownDuration: 30_000, timeoutDuration: 3_000 });
  return {
    /**
     * Whose access token this is. Refuses with invalid_api_key a token that is over, was not issued by the provider,
     * or not to the console for this API. @throws where the provider's keys can't be had: nobody is to blame
     */
    async personOf(token: string): Promise<SignedIn> {
      const payload = await verified(token);
      const claims = claimsOf.safeParse(payload);
      if (!claims.success || claims.data.client_id !== clientId || !isFor(payload, apiUrl)) throw notOurs();
      return { role: claims.data.parkade_role, principalId: claims.data.parkade_principal };
    },
  };

  async function verified(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        algorithms: ['RS256'],
        requiredClaims: ['exp'],
        currentDate: new Date(now()),
      });
      return payload;
    } catch (error) {
      if (error instanceof errors.JWTExpired)
        throw new Refusal('invalid_api_key', 'Your sign-in is over: sign in again.');
      if (isOfToken(error)) throw notOurs();
      throw error;
    }
  }
}

/** Cognito names no audience in access tokens; where there is one, it must be ours. */
const isFor = ({ aud = [] }: JWTPayload, apiUrl: string): boolean =>
  aud.length === 0 || [aud].flat().includes(apiUrl);

const notOurs = () => new Refusal('invalid_api_key', 'This access token is not valid here: sign in again.');

/** jose's word for what is wrong with a token, not with the keys or the way to them. */
const isOfToken = (error: unknown): boolean =>
  error instanceof errors.JWTInvalid ||
  error instanceof errors.JWTClaimValidationFailed ||
  error instanceof errors.JWSInvalid ||
  error instanceof errors.JWSSignatureVerificationFailed ||
  error instanceof errors.JWKSNoMatchingKey ||
  error instanceof errors.JOSEAlgNotAllowed ||
  error instanceof errors.JOSENotSupported;
