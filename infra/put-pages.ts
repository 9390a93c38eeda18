import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DefaultStackSynthesizer, Names, NestedStack, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Bucket, IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import type { Construct } from 'constructs';
import { keptFor } from '../shared/console-paths.ts';
import type { SignIn } from './sign-in.ts';

type Pages = {
  /** Where they were built. */
  folder: string;
  bucket: Bucket;
  settings: SignIn['settings'];
};

/**
 * Puts the built console into its bucket: first what pages are made of, then the page that names it, so that none is
 * named before it is there. Old assets stay (a megabyte a release), for pages that were opened before and load them
 * later. In a stack of its own: what copies is a function of CDK's, not of the market's.
 */
export function putPages(scope: Construct, { folder, bucket, settings }: Pages): void {
  if (!existsSync(join(folder, 'index.html')))
    throw new Error(`There are no pages in ${folder}: make them with "npm run build:web".`);
  const nested = new NestedStack(scope, 'PutPages', {
    description: "Puts the console's pages into their bucket",
  });
  const logGroup = addLogs(nested);
  const shared = {
    destinationBucket: bucket as IBucket,
    prune: false,
    role: addRole(nested, logGroup),
    logGroup,
  };
  acknowledgeCopying(nested, bucket);
  const assets = new BucketDeployment(nested, 'Assets', {
    ...shared,
    sources: [Source.asset(join(folder, 'assets'))],
    destinationKeyPrefix: 'assets',
    cacheControl: [CacheControl.fromString(keptFor.assets)],
  });
  new BucketDeployment(nested, 'Page', {
    ...shared,
    sources: [
      Source.asset(folder, { exclude: ['assets', '.vite'] }),
      Source.jsonData('console.json', settings),
    ],
    cacheControl: [CacheControl.fromString(keptFor.others)],
  }).node.addDependency(assets);
}

const addLogs = (scope: Construct) =>
  new LogGroup(scope, 'Logs', { retention: RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });

function addRole(scope: Construct, logs: LogGroup): Role {
  const role = new Role(scope, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  logs.grantWrite(role);
  return role;
}

/** What CDK's own function asks for: it reads the assets of deployments and writes the bucket of pages. */
function acknowledgeCopying(nested: NestedStack, bucket: Bucket): void {
  const actions = ['GetBucket', 'GetObject', 'List', 'Abort', 'DeleteObject'];
  const assets = `cdk-${DefaultStackSynthesizer.DEFAULT_QUALIFIER}-assets-<AWS::AccountId>-<AWS::Region>`;
  // As the stack above hands it in.
  const pages = `referenceto${Names.nodeUniqueId((bucket.node.defaultChild ?? bucket).node)}Arn`;
  for (const what of [
    ...actions.map((action) => `Action::s3:${action}*`),
    `Resource::arn:<AWS::Partition>:s3:::${assets}/*`,
    `Resource::<${pages}>/*`,
  ])
    Validations.of(nested).acknowledge({
      id: `AwsSolutions-IAM5[${what}]`,
      reason:
        "CDK's own function names files as they come; it reads the assets of deployments and writes pages.",
    });
  Validations.of(nested).acknowledge({
    id: 'AwsSolutions-L1',
    reason: 'CDK chooses the runtime of its own function, and moves it with its releases.',
  });
}
