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
      // The one that what customers call has: it charges nobody and gives nothing back.
      stripeCheckout: addStripeKey(scope, 'stripe-checkout', {
        write: ['Checkout Sessions', 'Customers'],
        // What became of a payment, and which card a customer has saved.
        read: ['PaymentIntents', 'Payment Methods'],
      }),
      stripePayments: addStripeKey(scope, 'stripe-payments', {
        // An invoice goes to the address that its customer has at Stripe; a saved card is named where it is charged.
        write: ['Customers', 'PaymentIntents', 'Refunds', 'Invoices'],
        read: ['Payment Methods'],
      }),
      stripeTransfers: addStripeKey(scope, 'stripe-transfers', { write: ['Transfers'] }),
      stripeAccounts: addStripeKey(scope, 'stripe-accounts', { write: ['Accounts', 'Account Links'] }),
      stripeReads: addStripeKey(scope, 'stripe-reads', {
        read: [
          'Balance',
          'Balance Transactions',
          'Charges',
          'Checkout Sessions',
          'PaymentIntents',
          'Refunds',
          'Disputes',
          'Early Fraud Warnings',
          'Invoices',
          'Transfers',
          'Accounts',
          'Payouts',
          'Top-ups',
          'Events',
        ],
      }),
      stripeWebhooks: addSecret(scope, 'stripe-webhooks', {
        description:
          "The signing secrets of Stripe's two webhook endpoints (platform, connected), and whether they are live.",
        generateSecretString: {
          secretStringTemplate: JSON.stringify({ connected: 'none yet', livemode: false }),
          generateStringKey: 'platform',
        },
        whyNotRotated: putByHand,
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

const putByHand = "Stripe issues it: it is rolled in Stripe's dashboard and put here by hand.";

/** A restricted key of Stripe's, with what its duty needs and nothing else: made in the dashboard, put here by hand. */
const addStripeKey = (
  scope: Construct,
  name: string,
  { write = [], read = [] }: { write?: readonly string[]; read?: readonly string[] },
): Secret =>
  addSecret(scope, name, {
    description: [
      'A restricted key of Stripe.',
      ...(write.length > 0 ? [`Write: ${write.join(', ')}.`] : []),
      ...(read.length > 0 ? [`Read: ${read.join(', ')}.`] : []),
    ].join(' '),
    generateSecretString: { passwordLength: 32 },
    whyNotRotated: putByHand,
  });

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
