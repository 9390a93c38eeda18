import { describe, expect, test } from 'vitest';
import { handler as addClaims } from '../../functions/market/add-claims.ts';

describe('before a token is issued', () => {
  const asked = (userAttributes: Record<string, string>) =>
    addClaims({ version: '2', request: { userAttributes } });
  const none = { idTokenGeneration: {}, accessTokenGeneration: {} };

  test('whom somebody speaks for goes from an administrator’s attributes into both tokens', async () => {
    const claims = { parkade_role: 'owner', parkade_principal: 'own_1' };
    const added = { claimsToAddOrOverride: claims };
    const attributes = { 'custom:parkade_role': 'owner', 'custom:parkade_principal': 'own_1', name: 'Ada' };
    expect(await asked(attributes)).toEqual({
      version: '2',
      request: { userAttributes: attributes },
      response: { claimsAndScopeOverrideDetails: { idTokenGeneration: added, accessTokenGeneration: added } },
    });
  });

  test.each([
    ['nothing', {}],
    ['a role that there is not', { 'custom:parkade_role': 'vehicle', 'custom:parkade_principal': 'veh_1' }],
    ['a role and nobody', { 'custom:parkade_role': 'finance' }],
    ['attributes of other names', { parkade_role: 'finance', parkade_principal: 'finance' }],
  ])('whoever has %s is named in none', async (_what, attributes: Record<string, string>) => {
    const { response } = await asked(attributes);
    expect(response.claimsAndScopeOverrideDetails).toEqual(none);
  });
});
