import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { DeployedFunction } from './deployed-function.ts';
import { queuePrefix } from './names.ts';
import type { SecretName, Secrets } from './secrets.ts';
import type { Storage } from './storage.ts';

/**
 * What every function finds in its environment: names and places, no secrets. `functions/edge/deps.ts` reads them.
 * A queue's URL is QUEUE_URL_PREFIX and the queue's name (`plan`, or a lane's name): one URL each would outgrow
 * Lambda's 4 KB as lanes multiply.
 */
export type Environment = {
  TABLE_NAME: string;
  FILES_BUCKET: string;
  TASKS_BUCKET: string;
  JOURNAL_BUCKET: string;
  QUEUE_URL_PREFIX: string;
  KMS_KEY_ID: string;
  PUBLIC_URL: string;
  NODE_OPTIONS: string;
};

/**
 * Under which variable a function finds the name of a secret in Secrets Manager, if it may read it:
 * STRIPE_PAYMENTS_SECRET_NAME and so on: a restricted key of Stripe's, one a duty;
 * STRIPE_WEBHOOKS_SECRET_NAME: JSON `{ platform, connected, livemode }`, the secrets of the two webhook endpoints;
 * TOKEN_KEY_SECRET_NAME: base64url of 32 bytes;
 * RECEIPT_KEYS_SECRET_NAME: Ed25519 seeds (functions/adapters/signing-keys.ts);
 * ORIGIN_SECRET_NAME: what the front door sends in the header `x-parkade-origin`.
 */
export const secretVariables: Readonly<Record<SecretName, string>> = {
  stripeCheckout: 'STRIPE_CHECKOUT_SECRET_NAME',
  stripePayments: 'STRIPE_PAYMENTS_SECRET_NAME',
  stripeTransfers: 'STRIPE_TRANSFERS_SECRET_NAME',
  stripeAccounts: 'STRIPE_ACCOUNTS_SECRET_NAME',
  stripeReads: 'STRIPE_READS_SECRET_NAME',
  stripeWebhooks: 'STRIPE_WEBHOOKS_SECRET_NAME',
  tokenKey: 'TOKEN_KEY_SECRET_NAME',
  receiptKeys: 'RECEIPT_KEYS_SECRET_NAME',
  origin: 'ORIGIN_SECRET_NAME',
};

/** What the functions that people call are told besides: whose tokens count. */
export type SignInVariables = {
  SIGN_IN_ISSUER: string;
  SIGN_IN_CLIENT_ID: string;
  SIGN_IN_JWKS_URL: string;
};

/** @param publicUrl the market's public address, without a slash at the end */
export function environmentOf(scope: Construct, resources: Storage, publicUrl: string): Environment {
  const { region, account, urlSuffix } = Stack.of(scope);
  const { table, files, tasks, journal, batchKey } = resources;
  return {
    TABLE_NAME: table.tableName,
    FILES_BUCKET: files.bucketName,
    TASKS_BUCKET: tasks.bucketName,
    JOURNAL_BUCKET: journal.bucketName,
    QUEUE_URL_PREFIX: `https://sqs.${region}.${urlSuffix}/${account}/${queuePrefix(scope)}`,
    KMS_KEY_ID: batchKey.keyId,
    PUBLIC_URL: publicUrl,
    NODE_OPTIONS: '--enable-source-maps',
  };
}

export const secretNamesFor = ({ may }: DeployedFunction, { secrets }: Secrets): Record<string, string> =>
  Object.fromEntries((may.secrets ?? []).map((name) => [secretVariables[name], secrets[name].secretName]));
