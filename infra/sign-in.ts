import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  ClientAttributes,
  FeaturePlan,
  LambdaVersion,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  StringAttribute,
  UserPool,
  type UserPoolClient,
  UserPoolClientIdentityProvider,
  type UserPoolDomain,
  UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito';
import type { Function as LambdaFn } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { SignInVariables } from './environment.ts';

export type SignIn = {
  /** What functions that people call are told. */
  variables: SignInVariables;
  /** What the console's pages are told: its file console.json. */
  settings: { issuer: string; clientId: string; scope: string };
  /** Of all that the pages call while somebody signs in. */
  origins: readonly string[];
};

/**
 * The people of the console (docs/decisions/0019). An administrator makes them, with a role and whom they speak for.
 * `addClaims` must not be told of the pool: the pool is made with it.
 */
export function addSignIn(scope: Construct, addClaims: LambdaFn, consoleUrl: string): SignIn {
  const people = addPeople(scope);
  people.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, addClaims, LambdaVersion.V2_0);
  const client = addClient(people, consoleUrl);
  const domain = addLoginPages(scope, people, client);
  const issuer = people.userPoolProviderUrl;
  const clientId = client.userPoolClientId;
  const { region, urlSuffix } = Stack.of(scope);
  return {
    variables: {
      SIGN_IN_ISSUER: issuer,
      SIGN_IN_CLIENT_ID: clientId,
      SIGN_IN_JWKS_URL: `${issuer}/.well-known/jwks.json`,
    },
    settings: { issuer, clientId, scope: scopes.map(({ scopeName }) => scopeName).join(' ') },
    // The first tells of the second, where codes become tokens.
    origins: [`https://cognito-idp.${region}.${urlSuffix}`, domain.baseUrl()],
  };
}

/** None by which a token could change what is known of its own person. */
const scopes = [OAuthScope.OPENID, OAuthScope.PROFILE];

function addPeople(scope: Construct): UserPool {
  const people = new UserPool(scope, 'People', {
    selfSignUpEnabled: false,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    standardAttributes: { email: { required: true, mutable: true }, fullname: { mutable: true } },
    customAttributes: {
      parkade_role: new StringAttribute({ maxLen: 20, mutable: true }),
      parkade_principal: new StringAttribute({ maxLen: 100, mutable: true }),
    },
    passwordPolicy: {
      minLength: 12,
      requireDigits: true,
      requireLowercase: true,
      requireSymbols: true,
      requireUppercase: true,
      tempPasswordValidity: Duration.days(3),
    },
    mfa: Mfa.REQUIRED,
    mfaSecondFactor: { otp: true, sms: false },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    // The cheapest plan whose trigger reaches access tokens.
    featurePlan: FeaturePlan.ESSENTIALS,
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  Validations.of(people).acknowledge({
    id: 'AwsSolutions-COG8',
    reason:
      'Plus costs 0.02 USD a person and month for guesses about attempts to sign in: a second factor is required instead.',
  });
  return people;
}

/** A page keeps no secret: what proves it is the verifier of the code that it asked for. */
const addClient = (people: UserPool, consoleUrl: string): UserPoolClient =>
  people.addClient('Console', {
    generateSecret: false,
    // By the login pages alone: no page of ours sees a password. With no flow named Cognito would allow its usual ones,
    // and this one leads nowhere: nothing here answers its challenges.
    authFlows: { custom: true },
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes,
      callbackUrls: [`${consoleUrl}/signed-in`],
      logoutUrls: [`${consoleUrl}/`],
    },
    supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
    accessTokenValidity: Duration.minutes(10),
    idTokenValidity: Duration.minutes(10),
    refreshTokenValidity: Duration.days(1),
    // A page whose answer was lost asks again with the token that it has.
    refreshTokenRotationGracePeriod: Duration.seconds(30),
    enableTokenRevocation: true,
    preventUserExistenceErrors: true,
    readAttributes: new ClientAttributes().withStandardAttributes({ email: true, fullname: true }),
    // Without this list a client may write all attributes, and so who somebody is to the market.
    writeAttributes: new ClientAttributes().withStandardAttributes({ email: true, fullname: true }),
  });

/** The newer login pages: the older ones know no `prompt=none`, by which a reloaded page is signed in again. */
function addLoginPages(scope: Construct, people: UserPool, client: UserPoolClient): UserPoolDomain {
  const { stackName, account } = Stack.of(scope);
  const domain = people.addDomain('LoginPages', {
    // One namespace for all of a region's customers.
    cognitoDomain: { domainPrefix: `${stackName}-${account}` },
    managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
  });
  // Without a style they are not served.
  new CfnManagedLoginBranding(scope, 'LoginStyle', {
    userPoolId: people.userPoolId,
    clientId: client.userPoolClientId,
    useCognitoProvidedValues: true,
  });
  return domain;
}
