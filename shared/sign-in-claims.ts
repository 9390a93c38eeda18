import { z } from 'zod';

/**
 * What the tokens of people say about them, and the API goes by (docs/decisions/0019). Whoever issues tokens puts these
 * there: a trigger of Cognito's, and the provider of a laptop.
 */
export const signInClaims = z.object({
  parkade_role: z.enum(['customer', 'owner', 'finance', 'operator']),
  /** The customer's, owner's or finance person's id. */
  parkade_principal: z.string().regex(/^[\w-]{1,100}$/),
});
