import { Duration } from 'aws-cdk-lib';
import {
  AccessLevel,
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersReferrerPolicy,
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { consoleHeaders } from '../shared/console-headers.ts';
import { consolePaths, pagePath } from '../shared/console-paths.ts';

/** What the front door does with the console's paths: by path, from a bucket that nobody else reads. */
export function consoleBehaviors(
  scope: Construct,
  pages: IBucket,
  providerOrigins: readonly string[],
): Record<string, BehaviorOptions> {
  const file: BehaviorOptions = {
    // Who may not list a bucket is told 403, not 404, of what is not there.
    origin: S3BucketOrigin.withOriginAccessControl(pages, {
      originAccessLevels: [AccessLevel.READ, AccessLevel.LIST],
    }),
    viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
    // As long as a file itself says, and at least a second.
    cachePolicy: CachePolicy.CACHING_OPTIMIZED,
    compress: true,
    responseHeadersPolicy: addHeaders(scope, providerOrigins),
  };
  const page: BehaviorOptions = {
    ...file,
    functionAssociations: [{ function: addPageFunction(scope), eventType: FunctionEventType.VIEWER_REQUEST }],
  };
  const { pages: pagePaths, ...files } = consolePaths;
  return Object.fromEntries([
    ...pagePaths.map((path) => [path, page] as const),
    ...Object.values(files).flatMap((paths) => paths.map((path) => [path, file] as const)),
  ]);
}

/** Every deep link is the one page. A pattern lets through more than is meant, so the function looks again. */
const addPageFunction = (scope: Construct) =>
  new EdgeFunction(scope, 'PageOfPath', {
    comment: 'The console has one page, whatever the path',
    runtime: FunctionRuntime.JS_2_0,
    code: FunctionCode.fromInline(`function handler(event) {
  if (${pagePath}.test(event.request.uri)) event.request.uri = '/index.html';
  return event.request;
}`),
  });

/** CloudFront has a field of its own for each header of security, and takes them nowhere else. */
function addHeaders(scope: Construct, providerOrigins: readonly string[]): ResponseHeadersPolicy {
  const {
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': _nosniff,
    'referrer-policy': _noReferrer,
    ...others
  } = consoleHeaders(providerOrigins);
  return new ResponseHeadersPolicy(scope, 'PageHeaders', {
    comment: 'What the pages of the console may do and reach',
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy, override: true },
      contentTypeOptions: { override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
      strictTransportSecurity: {
        accessControlMaxAge: Duration.days(365),
        includeSubdomains: false,
        override: true,
      },
    },
    customHeadersBehavior: {
      customHeaders: Object.entries(others).map(([header, value]) => ({ header, value, override: true })),
    },
  });
}
