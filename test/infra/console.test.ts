import { describe, expect, test } from 'vitest';
import { functions } from '../../infra/functions.ts';
import { pascalCase } from '../../infra/names.ts';
import { pagesOf } from '../../local/console/pages.ts';
import { type Resource, synthesized } from './synthesized.ts';

const { template, putPages, all } = synthesized();

const only = (type: string): [string, Record<string, unknown>] => {
  const [[id, { Properties }] = expect.fail(`There is no ${type}`), ...more] = all(type);
  expect(more).toEqual([]);
  return [id, Properties];
};

/** As CloudFormation puts it together, where `Ref`s are named by `values`. */
function joined(value: unknown, values: Record<string, string>): string {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::Join': join } = value as { Ref?: string; 'Fn::Join'?: [string, unknown[]] };
  if (Ref !== undefined) return values[Ref] ?? expect.fail(`Nobody knows ${Ref}`);
  return join?.[1].map((each) => joined(each, values)).join(join[0]) ?? expect.fail(JSON.stringify(value));
}

describe('the console’s pages', () => {
  type Behavior = Record<string, unknown> & { PathPattern: string };
  const [, distribution] = only('AWS::CloudFront::Distribution');
  const { CacheBehaviors, Origins } = distribution.DistributionConfig as {
    CacheBehaviors: Behavior[];
    Origins: (Record<string, unknown> & { Id: string })[];
  };
  const theirs = CacheBehaviors.filter(({ PathPattern }) => !PathPattern.startsWith('/v1/'));
  /** CloudFront asks the first pattern that fits: `*` is anything, and all else is itself. */
  const behaviorAt = (path: string) =>
    theirs.find(({ PathPattern }) =>
      new RegExp(`^${PathPattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(path),
    );
  const { FunctionCode } = only('AWS::CloudFront::Function')[1];
  const rewritten = (uri: string): string =>
    new Function('event', `${FunctionCode}; return handler(event).uri;`)({ request: { uri } });
  const keyAt = (path: string) => {
    const behavior = behaviorAt(path);
    if (!behavior) return undefined;
    return behavior.FunctionAssociations ? rewritten(path) : path;
  };
  const built = ['/index.html', '/favicon.svg', '/theme.js', '/licenses.md', '/assets/main-1a2b.js'];
  const settings = { issuer: 'https://login.example/pool', clientId: 'console', scope: 'openid' };
  const page = (text: string) => ({ bytes: new TextEncoder().encode(text), type: 'text/plain' });
  const local = pagesOf(Promise.resolve(new Map(built.map((path) => [path, page(path)]))), settings);

  test.each([
    ...[
      '/',
      '/signed-in',
      '/customer',
      '/customer/batches/batch_1',
      '/owner/',
      '/finance/drill',
      '/operator',
    ],
    ...['/assets/main-1a2b.js', '/favicon.svg', '/theme.js', '/licenses.md'],
    ...['/customers', '/v1/balance', '/docs', '/signed-in/more', '/paid', '/ownership/x', '/favicon.ico'],
  ])('are at %s what they are on a laptop', async (path) => {
    const reply = await local(new Request(`https://market.example${path}`));
    expect(keyAt(path)).toBe(await reply?.text());
  });

  test('are told of this stack’s provider by a file of their own, which no page replaces', () => {
    expect(keyAt('/console.json')).toBe('/console.json');
    const [markers] = Object.values(putPages.findResources('Custom::CDKBucketDeployment')).flatMap(
      ({ Properties }) =>
        Properties.SourceMarkers?.filter((each: object) => Object.keys(each).length > 0) ?? [],
    );
    expect(Object.values(markers)).toHaveLength(2);
  });

  test('come from a bucket that this distribution alone reads', () => {
    const [, { Properties: access }] = all('AWS::CloudFront::OriginAccessControl')[0] as [string, Resource];
    expect(access.OriginAccessControlConfig).toMatchObject({
      SigningBehavior: 'always',
      SigningProtocol: 'sigv4',
    });
    const origin = Origins.find(({ Id }) => Id === theirs[0]?.TargetOriginId);
    expect(JSON.stringify(origin?.DomainName)).toContain('"Pages');
    for (const behavior of theirs)
      expect(behavior).toMatchObject({
        TargetOriginId: origin?.Id,
        ViewerProtocolPolicy: 'redirect-to-https',
        AllowedMethods: ['GET', 'HEAD'],
        Compress: true,
        ResponseHeadersPolicyId: { Ref: expect.stringMatching(/^PageHeaders/) },
      });
    const [, policy] = all('AWS::S3::BucketPolicy').find(([id]) => id.startsWith('Pages')) ?? expect.fail();
    const { Statement } = policy.Properties.PolicyDocument as { Statement: Record<string, unknown>[] };
    const allowed = Statement.filter(({ Effect }) => Effect === 'Allow');
    expect(allowed).toEqual([
      expect.objectContaining({
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Action: ['s3:GetObject', 's3:ListBucket'],
        Condition: { StringEquals: { 'AWS:SourceArn': expect.anything() } },
      }),
    ]);
  });

  test('are sent with what a laptop sends, and with the word that this host is never to be called in the clear', async () => {
    const [, { Properties }] =
      all('AWS::CloudFront::ResponseHeadersPolicy').find(([id]) => id.startsWith('PageHeaders')) ??
      expect.fail();
    const config = Properties.ResponseHeadersPolicyConfig as {
      CustomHeadersConfig: { Items: { Header: string; Value: string }[] };
      SecurityHeadersConfig: {
        ContentSecurityPolicy: { ContentSecurityPolicy: unknown };
        ReferrerPolicy: { ReferrerPolicy: string };
        StrictTransportSecurity: object;
        ContentTypeOptions: object;
      };
    };
    const security = config.SecurityHeadersConfig;
    const [domainId] = only('AWS::Cognito::UserPoolDomain');
    const csp = joined(security.ContentSecurityPolicy.ContentSecurityPolicy, {
      'AWS::Region': 'eu-central-1',
      'AWS::URLSuffix': 'amazonaws.com',
      [domainId]: 'parkade-1',
    });
    const provider =
      'https://cognito-idp.eu-central-1.amazonaws.com https://parkade-1.auth.eu-central-1.amazoncognito.com';
    const sent = {
      'content-security-policy': csp.replace(provider, 'https://login.example'),
      ...(security.ContentTypeOptions && { 'x-content-type-options': 'nosniff' }),
      'referrer-policy': security.ReferrerPolicy.ReferrerPolicy,
      ...Object.fromEntries(config.CustomHeadersConfig.Items.map(({ Header, Value }) => [Header, Value])),
    };
    const reply = await local(new Request('https://market.example/'));
    const ofFile = ['cache-control', 'content-length', 'content-type', 'vary'];
    const headers = [...(reply?.headers ?? [])].filter(([name]) => !ofFile.includes(name));
    expect(sent).toEqual(Object.fromEntries(headers));
    expect(security.StrictTransportSecurity).toMatchObject({ AccessControlMaxAgeSec: 31_536_000 });
  });

  test('are put there after what they are made of, and nothing that an open page may still load is taken away', () => {
    const puts = Object.entries(putPages.findResources('Custom::CDKBucketDeployment'));
    const [assets, rest] = ['Assets', 'Page'].map((name) => puts.find(([id]) => id.startsWith(name)));
    expect(assets?.[1].Properties).toMatchObject({
      DestinationBucketKeyPrefix: 'assets',
      Prune: false,
      SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' },
    });
    expect(rest?.[1].Properties).toMatchObject({
      Prune: false,
      SystemMetadata: { 'cache-control': 'no-cache' },
    });
    expect(rest?.[1].DependsOn).toContain(assets?.[0]);
  });
});

describe('the people of the console', () => {
  const [poolId, pool] = only('AWS::Cognito::UserPool');
  const [clientId, client] = only('AWS::Cognito::UserPoolClient');

  test('are made by an administrator, and have a second factor', () => {
    expect(pool).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      DeletionProtection: 'ACTIVE',
      UserPoolTier: 'ESSENTIALS',
    });
  });

  test('sign in by code to a public client, which can’t write what decides on their role', () => {
    expect(client).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'profile'],
      ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'],
      AccessTokenValidity: 10,
      TokenValidityUnits: { AccessToken: 'minutes' },
      RefreshTokenRotation: { Feature: 'ENABLED' },
      WriteAttributes: ['email', 'name'],
    });
    expect(joined((client.CallbackURLs as unknown[])[0], { DomainName: 'market.example' })).toBe(
      'https://market.example/signed-in',
    );
  });

  test('have login pages that know a silent sign-in', () => {
    const [, domain] = only('AWS::Cognito::UserPoolDomain');
    expect(domain.ManagedLoginVersion).toBe(2);
    expect(only('AWS::Cognito::ManagedLoginBranding')[1]).toMatchObject({ ClientId: { Ref: clientId } });
  });

  test('are let in by the functions that they call, and no other is told of them', () => {
    const told = all('AWS::Lambda::Function').filter(([, { Properties }]) =>
      JSON.stringify(Properties.Environment).includes(poolId),
    );
    const callable = functions.filter(({ people }) => people).map(({ name }) => pascalCase(name));
    expect(told.map(([id]) => id.slice(0, -8)).sort()).toEqual(callable.sort());
    for (const [, { Properties }] of told)
      expect(Properties.Environment).toMatchObject({
        Variables: {
          SIGN_IN_ISSUER: { 'Fn::GetAtt': [poolId, 'ProviderURL'] },
          SIGN_IN_CLIENT_ID: { Ref: clientId },
          SIGN_IN_JWKS_URL: {
            'Fn::Join': ['', [{ 'Fn::GetAtt': [poolId, 'ProviderURL'] }, '/.well-known/jwks.json']],
          },
        },
      });
  });

  test('are named in both tokens by a function that the pool is made with, and that may do nothing else', () => {
    const { LambdaConfig } = pool as { LambdaConfig: { PreTokenGenerationConfig: Record<string, unknown> } };
    const { LambdaArn, LambdaVersion } = LambdaConfig.PreTokenGenerationConfig;
    expect(LambdaVersion).toBe('V2_0');
    const { 'Fn::GetAtt': [functionId] = [] } = LambdaArn as { 'Fn::GetAtt'?: string[] };
    expect(functionId).toMatch(/^AddClaims/);
    template.hasResourceProperties('AWS::Lambda::Permission', {
      Principal: 'cognito-idp.amazonaws.com',
      SourceArn: { 'Fn::GetAtt': [poolId, 'Arn'] },
    });
    const [, policy] =
      all('AWS::IAM::Policy').find(([id]) => id.startsWith('AddClaimsRole')) ?? expect.fail();
    const { Statement } = policy.Properties.PolicyDocument as { Statement: { Action: string[] }[] };
    expect(
      Statement.flatMap(({ Action }) => Action).filter((action) => !/^(logs|xray):/.test(action)),
    ).toEqual([]);
  });
});
