import { readFileSync } from 'node:fs';
import { Match } from 'aws-cdk-lib/assertions';
import { CachePolicy } from 'aws-cdk-lib/aws-cloudfront';
import { describe, expect, test } from 'vitest';
import { secretVariables } from '../../infra/environment.ts';
import { functions } from '../../infra/functions.ts';
import { pascalCase } from '../../infra/names.ts';
import { messages } from '../../shared/messages.ts';
import { type Resource, synthesized } from './synthesized.ts';

const { template, alarms, inAlarms, all } = synthesized();

const queueNamed = (name: string) =>
  all('AWS::SQS::Queue').find(([, { Properties }]) => Properties.QueueName === name);

describe('what is kept', () => {
  test('the table has a stream of old and new images, recovery to any second, expiry and protection', () => {
    template.resourceCountIs('AWS::DynamoDB::Table', 1);
    template.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      Properties: {
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        BillingMode: 'PAY_PER_REQUEST',
        StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        TimeToLiveSpecification: { AttributeName: 'expiresAtSeconds', Enabled: true },
        DeletionProtectionEnabled: true,
        GlobalSecondaryIndexes: [
          {
            IndexName: 'index',
            KeySchema: [
              { AttributeName: 'indexPk', KeyType: 'HASH' },
              { AttributeName: 'indexSk', KeyType: 'RANGE' },
            ],
            Projection: { ProjectionType: 'KEYS_ONLY' },
          },
        ],
      },
    });
  });

  test('every bucket is encrypted, closed to the public and kept with the stack gone', () => {
    template.resourceCountIs('AWS::S3::Bucket', 5);
    template.allResources('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      Properties: {
        BucketEncryption: Match.anyValue(),
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      },
    });
  });

  test('every bucket forgets in time, but that of pages, and the journal’s, in which nothing is changed or deleted for seven years', () => {
    const forgetful = {
      LifecycleConfiguration: {
        Rules: Match.arrayWith([
          Match.objectLike({
            ExpirationInDays: Match.anyValue(),
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
          }),
        ]),
      },
    };
    template.resourcePropertiesCountIs('AWS::S3::Bucket', forgetful, 3);
    template.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: Match.absent(),
      VersioningConfiguration: { Status: 'Enabled' },
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 2_557 } } },
    });
  });

  test("customers' files are encrypted with a key of ours; tasks keep each version of a result for 30 days", () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } },
        ],
      },
    });
    template.hasResourceProperties('AWS::S3::Bucket', {
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: {
        Rules: Match.arrayWith([
          Match.objectLike({ ExpirationInDays: 30, NoncurrentVersionExpiration: { NoncurrentDays: 30 } }),
        ]),
      },
    });
  });
});

describe('queues', () => {
  test.each(Object.keys(messages))('%s has a queue, its dead letters and an alarm on them', (name) => {
    const [deadId] = queueNamed(`parkade-${name}-dead`) ?? expect.fail(`no dead letters for ${name}`);
    const [, { Properties }] = queueNamed(`parkade-${name}`) ?? expect.fail(`no queue ${name}`);
    expect(Properties.SqsManagedSseEnabled).toBe(true);
    expect(Properties.RedrivePolicy).toMatchObject({
      deadLetterTargetArn: { 'Fn::GetAtt': [deadId, 'Arn'] },
    });
    alarms.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Threshold: 0,
      Dimensions: [{ Name: 'QueueName', Value: inAlarms({ 'Fn::GetAtt': [deadId, 'QueueName'] }) }],
    });
  });

  test('a message that Lambda retries stays hidden for six times the function’s time', () => {
    for (const { trigger, timeoutSeconds } of functions)
      if (trigger.kind === 'queue')
        expect(queueNamed(`parkade-${trigger.queue}`)?.[1].Properties.VisibilityTimeout).toBe(
          timeoutSeconds * 6,
        );
  });
});

describe('functions', () => {
  test('each runs on Node.js 24 on arm64, traced, with a role and a log group of its own', () => {
    const deployed = all('AWS::Lambda::Function');
    expect(deployed).toHaveLength(functions.length);
    for (const [, { Properties }] of deployed) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        TracingConfig: { Mode: 'Active' },
        Handler: 'index.handler',
      });
    }
    const roles = new Set(deployed.map(([, { Properties }]) => JSON.stringify(Properties.Role)));
    const logs = new Set(deployed.map(([, { Properties }]) => JSON.stringify(Properties.LoggingConfig)));
    expect(roles.size).toBe(functions.length);
    expect(logs.size).toBe(functions.length);
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
  });

  const variablesOf = ({ Properties }: Resource) =>
    (Properties.Environment as { Variables: Record<string, unknown> }).Variables;

  test('together they are given all that functions/edge/deps.ts reads', () => {
    const deps = readFileSync(new URL('../../functions/edge/deps.ts', import.meta.url), 'utf8');
    const read = [...deps.matchAll(/'([A-Z]+(?:_[A-Z]+)+)'/g)].map(([, name]) => name);
    expect(read).toContain('TABLE_NAME');
    const given = all('AWS::Lambda::Function').flatMap(([, each]) => Object.keys(variablesOf(each)));
    expect([...new Set(given)]).toEqual(expect.arrayContaining(read));
  });

  test('what customers call has the key of Stripe that asks for money, and none that moves any', () => {
    const customer = functions.find(({ name }) => name === 'customer');
    expect(customer?.may.secrets?.filter((name) => name.startsWith('stripe'))).toEqual(['stripeCheckout']);
  });

  test('each is told the names of the secrets that it may read, never their values', () => {
    for (const [id, each] of all('AWS::Lambda::Function')) {
      const told = Object.keys(variablesOf(each)).filter((name) => name.endsWith('_SECRET_NAME'));
      const spec = functions.find(({ name }) => id.startsWith(pascalCase(name)));
      expect(told.sort(), id).toEqual((spec?.may.secrets ?? []).map((name) => secretVariables[name]).sort());
      expect(JSON.stringify(variablesOf(each))).not.toContain('{{resolve:');
    }
  });

  test('queues and the stream learn which of their messages failed', () => {
    const sources = all('AWS::Lambda::EventSourceMapping');
    expect(sources).toHaveLength(functions.filter(({ trigger }) => /queue|stream/.test(trigger.kind)).length);
    for (const [, { Properties }] of sources)
      expect(Properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
  });

  test('each has an alarm on invocations that fail and on faults that it reports', () => {
    alarms.resourceCountIs('AWS::Logs::MetricFilter', functions.length);
    for (const { name } of functions)
      alarms.hasResourceProperties('AWS::CloudWatch::Alarm', {
        AlarmActions: Match.anyValue(),
        Metrics: Match.arrayWith([
          Match.objectLike({ MetricStat: { Metric: { Namespace: 'parkade/faults', MetricName: name } } }),
        ]),
      });
  });
});

describe('the front door', () => {
  test('sends each caller to that caller’s function, uncached, over TLS 1.2, with the secret header', () => {
    const uncached = CachePolicy.CACHING_DISABLED.cachePolicyId;
    const paths = functions.flatMap(({ trigger }) => (trigger.kind === 'url' ? [trigger.path] : []));
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: Match.objectLike({
        ViewerCertificate: Match.objectLike({ MinimumProtocolVersion: 'TLSv1.2_2021' }),
        DefaultCacheBehavior: Match.objectLike({
          ViewerProtocolPolicy: 'https-only',
          CachePolicyId: uncached,
        }),
      }),
    });
    const [[, { Properties: distribution }]] = all('AWS::CloudFront::Distribution') as [[string, Resource]];
    const { CacheBehaviors, Origins } = distribution.DistributionConfig as Record<string, object[]>;
    for (const PathPattern of paths)
      if (PathPattern !== '*')
        expect(CacheBehaviors).toContainEqual(
          expect.objectContaining({
            PathPattern,
            ViewerProtocolPolicy: 'https-only',
            CachePolicyId: uncached,
          }),
        );
    const secret = [expect.objectContaining({ HeaderName: 'x-parkade-origin' })];
    const guarded = Origins?.filter((origin) => 'OriginCustomHeaders' in origin);
    expect(guarded).toEqual(paths.map(() => expect.objectContaining({ OriginCustomHeaders: secret })));
  });

  test("the customers' function streams its answers, the others don't", () => {
    const modes = all('AWS::Lambda::Url').map(([id, { Properties }]) => [
      id.startsWith('Customer'),
      Properties.InvokeMode,
    ]);
    expect(modes).toHaveLength(6);
    for (const [isCustomer, mode] of modes) expect(mode).toBe(isCustomer ? 'RESPONSE_STREAM' : 'BUFFERED');
  });
});
