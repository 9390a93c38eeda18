import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Secret, type SecretStringGenerator } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { queuePrefix } from './names.ts';

export type SecretName = keyof Secrets['secrets'];
export type Secrets = ReturnType<typeof addSecrets>;

/** The market's secrets. Functions are told their names only, and read the values themselves. */
export function addSecrets(scope: Construct) {
  return {
    secrets: {
      stripe: addSecret(scope, 'stripe', {
        description: "Stripe's secret key and webhook signing secret: put the real ones here once, by hand.",
        generateSecretString: {
          secretStringTemplate: JSON.stringify({ secretKey: 'none yet' }),
          generateStringKey: 'webhookSecret',
        },
        whyNotRotated: "Stripe issues it: it is rolled in Stripe's dashboard and put here by hand.",
      }),
      tokenKey: addSecret(scope, 'token-key', {
        description: 'The key that seals lease tokens: base64url of 32 bytes.',
        generateSecretString: thirtyTwoBytes,
        whyNotRotated: 'A rotated key would void every lease in hand; it never leaves the functions.',
      }),
      receiptKeys: addSecret(scope, 'receipt-keys', {
        description:
          'The keys that sign receipts: to rotate, put 32 new random bytes (base64url) and a space before the old ones.',
        generateSecretString: thirtyTwoBytes,
        whyNotRotated: 'The old key must stay beside the new one, so that old receipts can still be checked.',
      }),
      origin: addSecret(scope, 'origin', {
        description: 'The header by which a function knows that a call came through the front door.',
        generateSecretString: thirtyTwoBytes,
        whyNotRotated: 'Distribution and functions must change together: a new one is a deployment.',
      }),
    },
  };
}

/** 43 letters and digits: read as base64url they are 32 bytes, and random but for two symbols of 64. */
const thirtyTwoBytes = { passwordLength: 43, excludePunctuation: true };

type SecretOptions = {
  description: string;
  generateSecretString: SecretStringGenerator;
  whyNotRotated: string;
};

function addSecret(scope: Construct, name: string, { whyNotRotated, ...props }: SecretOptions): Secret {
  const secret = new Secret(scope, `${name}-secret`, {
    ...props,
    secretName: `${queuePrefix(scope)}${name}`,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  Validations.of(secret).acknowledge({ id: 'AwsSolutions-SMG4', reason: whyNotRotated });
  return secret;
}
