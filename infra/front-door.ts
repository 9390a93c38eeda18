import { Duration, Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  HttpVersion,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { FunctionUrlOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { FunctionUrlAuthType, InvokeMode } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Secrets } from './secrets.ts';
import type { Deployed } from './triggers.ts';

type FrontDoorProps = Secrets & {
  accessLogs: IBucket;
  domain: { name: string; certificateArn: string };
  /** What the console answers, by path. */
  pages: Record<string, BehaviorOptions>;
};

/** The header that only the front door sends (docs/decisions/0005-front-doors.md). */
const originHeader = 'x-parkade-origin';

/** When a customer's client is to come again after Lambda's bare 429 (docs/decisions/0017-what-comes-above-capacity.md). */
const retryAfterSeconds = 1;

/**
 * One distribution before all function URLs and the console's pages: each caller's paths go to that caller's function,
 * the console's to its bucket, the rest to `*`.
 */
export function addFrontDoor(
  scope: Construct,
  deployed: readonly Deployed[],
  { secrets, accessLogs, domain, pages }: FrontDoorProps,
): Distribution {
  const behaviors = new Map(
    deployed.flatMap((each) =>
      each.trigger.kind === 'url' ? [[each.trigger.path, behaviorFor(each, secrets)] as const] : [],
    ),
  );
  const defaultBehavior = behaviors.get('*');
  if (!defaultBehavior) throw new Error("No function in infra/functions/ takes the front door's path '*'.");
  behaviors.delete('*');
  const distribution = new Distribution(scope, 'Distribution', {
    comment: 'Parkade: the front door of all APIs and of the console',
    domainNames: [domain.name],
    certificate: Certificate.fromCertificateArn(scope, 'Certificate', domain.certificateArn),
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    httpVersion: HttpVersion.HTTP2_AND_3,
    defaultBehavior: { ...defaultBehavior, responseHeadersPolicy: addRetryAfter(scope) },
    additionalBehaviors: { ...Object.fromEntries(behaviors), ...pages },
    enableLogging: true,
    logBucket: accessLogs,
    logFilePrefix: 'front-door/',
  });
  acknowledgeFindings(distribution);
  return distribution;
}

/**
 * Lambda refuses what is above a function's concurrency without saying when to come again, and no function at the edge
 * is called for a refusal: so all answers to customers say it, and clients heed it where they try again at all. What an
 * answer says itself stays. Not to vehicles, which wait longer each time.
 */
const addRetryAfter = (scope: Construct) =>
  new ResponseHeadersPolicy(scope, 'RetryAfter', {
    comment: 'When to come again, where an answer does not say so itself',
    customHeadersBehavior: {
      customHeaders: [{ header: 'retry-after', value: String(retryAfterSeconds), override: false }],
    },
  });

function behaviorFor({ lambda, trigger }: Deployed, { origin }: Secrets['secrets']): BehaviorOptions {
  const url = lambda.addFunctionUrl({
    authType: FunctionUrlAuthType.NONE,
    invokeMode: trigger.kind === 'url' && trigger.streamed ? InvokeMode.RESPONSE_STREAM : InvokeMode.BUFFERED,
  });
  return {
    origin: new FunctionUrlOrigin(url, {
      // CloudFormation puts the value in at deployment: the template has only a reference.
      customHeaders: { [originHeader]: origin.secretValue.unsafeUnwrap() },
      // The most that CloudFront waits without an increased quota; unstreamed calls answer within 55 s.
      readTimeout: Duration.seconds(60),
      keepaliveTimeout: Duration.seconds(60),
    }),
    // Not a redirect: a key that was once sent in the clear should fail at once, not be sent again.
    viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    allowedMethods: AllowedMethods.ALLOW_ALL,
    cachePolicy: CachePolicy.CACHING_DISABLED,
    // A function URL answers to its own host name only.
    originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
  };
}

function acknowledgeFindings(distribution: Distribution): void {
  Validations.of(distribution).acknowledge(
    { id: 'AwsSolutions-CFR1', reason: 'Customers, vehicles and Stripe call from anywhere.' },
    {
      id: 'AwsSolutions-CFR2',
      reason:
        'WAF costs 0.60 USD per million requests, several times the whole orchestration, and inspects no more than ' +
        'the first 64 KB. Keys, holds before work and token buckets bound what a flood can spend.',
    },
    {
      id: '@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk',
      reason:
        "The bucket of pages is not behind the default path, and '/' is always its page: no list is asked for.",
    },
  );
}
