import { expect, test } from 'vitest';
import { keys } from '../../functions/adapters/keys.ts';
import { synthesized } from './synthesized.ts';

const { all } = synthesized();

type Rule = string | { prefix: string };

const [reader, ...others] = all('AWS::Lambda::EventSourceMapping').filter(
  ([, { Properties }]) => Properties.StartingPosition,
);
const properties = reader?.[1].Properties ?? {};

test('the stream has one reader, which halves a failing batch and gives up into a queue', () => {
  const undispatched = all('AWS::SQS::Queue').find(
    ([, { Properties }]) => Properties.QueueName === 'parkade-undispatched',
  );
  expect(others).toEqual([]);
  expect(properties).toMatchObject({
    BisectBatchOnFunctionError: true,
    MaximumRetryAttempts: 10,
    MaximumBatchingWindowInSeconds: 1,
    DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [undispatched?.[0], 'Arn'] } } },
  });
});

/** What Lambda's filter lets through, by its rules for text: equal to one, or beginning with one. */
function passes({ sk }: { sk: string }): boolean {
  const { Filters } = properties.FilterCriteria as { Filters: { Pattern: string }[] };
  return Filters.some(({ Pattern }) => {
    const rules: Rule[] = JSON.parse(Pattern).dynamodb.Keys.sk.S;
    return rules.some((rule) => (typeof rule === 'string' ? rule === sk : sk.startsWith(rule.prefix)));
  });
}

test('it is called for everything that something follows from', () => {
  const followed = [
    keys.batch('cus_1', 'batch_1'),
    keys.task('batch_1', 1),
    keys.audit('batch_1', 1),
    keys.assembly('batch_1'),
    keys.entry('batch/batch_1/settle/1'),
    keys.payout('own_1', 1),
    keys.payoutRun('run_1'),
    keys.takeBack('own_1', 1),
    keys.chargeRefund('rfd_1'),
    keys.reversal('rev_1'),
    keys.reconciliation('rec_1'),
    keys.exception('exc_1'),
    keys.refund('cus_1', 'rfd_1'),
    keys.topUp('cus_1', 'top_1'),
    keys.promoGrant('cus_1', 'grant_1'),
    keys.invoiceTerms('cus_1'),
    keys.invoice('cus_1', 1),
    keys.stripeEvent('evt_1'),
    keys.webhookDelivery({ customerId: 'cus_1', endpointId: 'we_1', deliveryId: 'whd_1' }),
  ];
  expect(followed.filter((key) => !passes(key))).toEqual([]);
});

test('it is not called, and nothing paid, for what is written most and followed by nothing', () => {
  const left = [
    keys.hold('batch_1'),
    keys.page('batch_1', 1),
    keys.vehicle('veh_1'),
    keys.presence('veh_1'),
    keys.piece('batch_1', 1, { fence: 1, no: 1 }),
    keys.rateBucket('cus_1'),
    keys.customerBalance('cus_1'),
    keys.ownerBalance('own_1'),
    keys.topUps('cus_1'),
    keys.promoCustomer('cus_1'),
    keys.journalHead(),
    keys.journalLink(1),
  ];
  expect(left.filter(passes)).toEqual([]);
});

test('its filter is one that Lambda takes', () => {
  const { Filters } = properties.FilterCriteria as { Filters: { Pattern: string }[] };
  expect(Filters).toHaveLength(1);
  for (const { Pattern } of Filters) expect(Pattern.length).toBeLessThanOrEqual(4_096);
});
