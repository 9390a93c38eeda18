import { isDeepStrictEqual } from 'node:util';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, test } from 'vitest';
import { synthesized } from './synthesized.ts';

type Statement = { Effect: string; Action: string | string[]; Resource: unknown; Condition?: unknown };

const { app, all } = synthesized();

const journalKeys = { 'dynamodb:LeadingKeys': ['JOURNAL', 'JOURNAL#*'] };

/** Every statement of every role, each with the policy it stands in. */
const statements = (): (Statement & { policy: string })[] =>
  all('AWS::IAM::Policy').flatMap(([policy, { Properties }]) =>
    (Properties.PolicyDocument as { Statement: Statement[] }).Statement.map((each) => ({ ...each, policy })),
  );

describe('roles', () => {
  test('no policy allows an action by wildcard', () => {
    for (const { policy, Action } of statements())
      for (const action of [Action].flat()) expect(action, policy).toMatch(/^[a-z0-9]+:[A-Za-z]+$/);
  });

  test('only actions that know no resources are allowed on every resource', () => {
    const everywhere = statements().filter(({ Resource }) => [Resource].flat().includes('*'));
    expect(new Set(everywhere.flatMap(({ Action }) => Action))).toEqual(
      new Set(['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'dynamodb:ListStreams']),
    );
  });

  test('no role carries a policy that AWS manages', () => {
    for (const [, { Properties }] of all('AWS::IAM::Role'))
      expect(Properties.ManagedPolicyArns).toBeUndefined();
  });

  test.each([
    'Vehicle',
    'Owner',
    'Operator',
    'PlanBatch',
    'AdvanceBatch',
    'AssembleBatch',
    'SweepBatches',
    'EraseOwners',
    'DeliverWebhook',
    'AppendJournal',
    'BeginReconciliation',
    'Stripe',
  ])('%s is denied every write to the ledger and the balances', (name) => {
    expect(statements()).toContainEqual(
      expect.objectContaining({
        policy: expect.stringMatching(`^${name}Role`),
        Effect: 'Deny',
        Action: expect.arrayContaining(['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem']),
        Condition: { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': ['LEDGER#*', 'BALANCE#*'] } },
      }),
    );
  });

  test.each([
    ['Finance', 'customer'],
    ['SendRefund', 'customer'],
    ['TopUpCustomer', 'customer'],
    ['ApplyCredit', 'customer'],
    ['ExpirePromo', 'customer'],
    ['SendInvoice', 'customer'],
    ['PlanInvoices', 'customer'],
    ['AccrueOwners', 'owner'],
    ['JudgeAudit', 'owner'],
    ['ReleaseEarnings', 'owner'],
    ['PlanPayouts', 'owner'],
    ['ExecutePayoutRun', 'owner'],
    ['PayOwner', 'owner'],
    ['TakeBack', 'owner'],
    ['Reconcile', 'bank'],
    ['AdjustException', 'exception'],
  ])('%s may write entries and balances under %s/, and no others', (name, root) => {
    expect(statements()).toContainEqual(
      expect.objectContaining({
        policy: expect.stringMatching(`^${name}Role`),
        Effect: 'Deny',
        Action: expect.arrayContaining(['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem']),
        Condition: {
          'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': ['LEDGER#*', 'BALANCE#*'] },
          'ForAllValues:StringNotLike': {
            'dynamodb:LeadingKeys': [`LEDGER#${root}/*`, `BALANCE#${root}/*`],
          },
        },
      }),
    );
  });

  test('the audit trail is appended to by Finance and Operator, changed by nobody, and written by nobody else', () => {
    const denials = statements().filter(
      ({ Effect, Condition }) =>
        Effect === 'Deny' &&
        isDeepStrictEqual(Condition, { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': ['AUDIT#*'] } }),
    );
    const writers = statements().filter(
      ({ Effect, Action }) =>
        Effect === 'Allow' && [Action].flat().some((action) => /^dynamodb:(Put|Update)Item$/.test(action)),
    );
    expect(new Set(denials.map(({ policy }) => policy))).toEqual(
      new Set(writers.map(({ policy }) => policy)),
    );
    for (const { policy, Action } of denials)
      expect([Action].flat().includes('dynamodb:PutItem'), policy).toBe(
        !/^(Finance|Operator)Role/.test(policy),
      );
  });

  test('only who appends to the journal, or closes its months, may write in it', () => {
    const denied = statements().filter(({ Effect, Condition }) =>
      isDeepStrictEqual([Effect, Condition], ['Deny', { 'ForAnyValue:StringLike': journalKeys }]),
    );
    const writers = statements().filter(
      ({ Effect, Action }) =>
        Effect === 'Allow' && [Action].flat().some((action) => /^dynamodb:(Put|Update)Item$/.test(action)),
    );
    const may = new Set(writers.map(({ policy }) => policy));
    for (const { policy } of denied) may.delete(policy);
    expect([...may].map((policy) => policy.replace(/Role.*/, '')).sort()).toEqual([
      'AppendJournal',
      'Finance',
    ]);
  });

  test('what the vault’s key wraps opens only for a call that names its batch or its webhook endpoint', () => {
    const [[keyId] = []] = all('AWS::KMS::Key').filter(([id]) => id.startsWith('BatchKey'));
    const uses = statements().filter(({ Resource }) => JSON.stringify(Resource).includes(`"${keyId}"`));
    const bonds = new Set(uses.map(({ Condition }) => JSON.stringify(Condition)));
    const naming = (bond: string) =>
      JSON.stringify({ 'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': [bond] } });
    expect(bonds).toEqual(new Set([naming('batchId'), naming('webhookEndpointId')]));
  });

  test('whoever sends webhooks reads no batch, no file and no secret but theirs', () => {
    const own = statements().filter(({ policy }) => policy.startsWith('DeliverWebhookRole'));
    const allowed = own.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => Action);
    expect(new Set(allowed)).toEqual(
      new Set([
        ...['GetItem', 'PutItem', 'UpdateItem'].map((action) => `dynamodb:${action}`),
        ...[
          'ReceiveMessage',
          'ChangeMessageVisibility',
          'GetQueueUrl',
          'DeleteMessage',
          'GetQueueAttributes',
        ].map((action) => `sqs:${action}`),
        ...['logs:CreateLogStream', 'logs:PutLogEvents', 'kms:Decrypt'],
        ...['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
      ]),
    );
    expect(own.find(({ Action }) => Action === 'kms:Decrypt')?.Condition).toEqual({
      'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': ['webhookEndpointId'] },
    });
  });
});

describe('cdk-nag', () => {
  test('has no finding that was not acknowledged', () => {
    expect(new AwsSolutionsChecks().validateScope(app)).toEqual({ success: true, violations: [] });
  });

  test('is awake: it has findings about a bare bucket', () => {
    const stack = new Stack(new App(), 'bare');
    new Bucket(stack, 'Bucket');
    expect(new AwsSolutionsChecks().validateScope(stack).success).toBe(false);
  });

  test('was overruled only with a reason', () => {
    const reasons = app.node
      .findAll()
      .flatMap(({ node }) =>
        node.metadata
          .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
          .flatMap(({ data }) => Object.values(data as Record<string, string>)),
      );
    expect(reasons.length).toBeGreaterThan(0);
    for (const reason of reasons) expect(reason).toMatch(/^.{30,}[.]$/);
  });
});
