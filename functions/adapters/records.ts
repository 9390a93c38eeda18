import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Policy } from '../../shared/policy.ts';
import { apiKeysIn } from './api-keys.ts';
import { assembliesIn } from './assemblies.ts';
import { auditTrailIn } from './audit-trail.ts';
import { autoTopUpsIn } from './auto-top-ups.ts';
import { bankLinesIn } from './bank-lines.ts';
import { batchesIn } from './batches.ts';
import { beneficiariesIn } from './beneficiaries.ts';
import { chargeRefundsIn } from './charge-refunds.ts';
import { closingsIn } from './closings.ts';
import { closuresIn } from './closures.ts';
import { consentsIn } from './consents.ts';
import { credentialsIn } from './credentials.ts';
import { customerBalancesIn } from './customer-balances.ts';
import { customersIn } from './customers.ts';
import { disputesIn } from './disputes.ts';
import { earningsIn } from './earnings.ts';
import { enrolmentCodesIn } from './enrolment-codes.ts';
import { erasuresIn } from './erasures.ts';
import { exceptionsIn } from './exceptions.ts';
import { filesIn } from './files.ts';
import { financePeopleIn } from './finance-people.ts';
import { fleetIn } from './fleet.ts';
import { fraudWarningsIn } from './fraud-warnings.ts';
import { haltsIn } from './halts.ts';
import { holdsIn } from './holds.ts';
import { invoicesIn } from './invoices.ts';
import { keptAnswersIn } from './kept-answers.ts';
import { laneWaitsIn } from './lane-waits.ts';
import { ledgerIn } from './ledger.ts';
import { ownerThingsIn } from './owner-things.ts';
import { ownersIn } from './owners.ts';
import { pagesIn } from './pages.ts';
import { payeesIn } from './payees.ts';
import { paymentsIn } from './payments.ts';
import { payoutRunsIn } from './payout-runs.ts';
import { payoutsIn } from './payouts.ts';
import { periodsIn } from './periods.ts';
import { piecesIn } from './pieces.ts';
import { projectsIn } from './projects.ts';
import { promoGrantsIn } from './promo-grants.ts';
import { proposedActsIn } from './proposed-acts.ts';
import { quotesIn } from './quotes.ts';
import { rateLimitsIn } from './rate-limits.ts';
import { reconciliationsIn } from './reconciliations.ts';
import { refundsIn } from './refunds.ts';
import { responsesIn } from './responses.ts';
import { reversalsIn } from './reversals.ts';
import { standingsIn } from './standings.ts';
import { stripeAccountsIn } from './stripe-accounts.ts';
import { stripeCursorIn } from './stripe-cursor.ts';
import { takeBacksIn } from './take-backs.ts';
import { tasksIn } from './tasks.ts';
import { topUpsIn } from './top-ups.ts';
import { uploadsIn } from './uploads.ts';
import { usageIn } from './usage.ts';
import { vehiclesIn } from './vehicles.ts';
import { webhookDeliveriesIn } from './webhook-deliveries.ts';
import { webhookEndpointsIn } from './webhook-endpoints.ts';

type Surroundings = { now: () => number; limitsByTier: Policy['rateLimits'] };

/** All that the table holds, by kind. */
export function recordsIn(
  db: DynamoDBDocumentClient,
  tableName: string,
  { now, limitsByTier }: Surroundings,
) {
  return {
    assemblies: assembliesIn(db, tableName),
    batches: batchesIn(db, tableName),
    holds: holdsIn(db, tableName),
    ledger: ledgerIn(db, tableName),
    pages: pagesIn(db, tableName),
    tasks: tasksIn(db, tableName),
    pieces: piecesIn(db, tableName),
    erasures: erasuresIn(db, tableName),
    files: filesIn(db, tableName, now),
    quotes: quotesIn(db, tableName),
    uploads: uploadsIn(db, tableName),
    keptAnswers: keptAnswersIn(db, tableName),
    responses: responsesIn(db, tableName),
    credentials: credentialsIn(db, tableName),
    enrolmentCodes: enrolmentCodesIn(db, tableName),
    vehicles: vehiclesIn(db, tableName),
    standings: standingsIn(db, tableName),
    halts: haltsIn(db, tableName, now),
    fleet: fleetIn(db, tableName, now),
    laneWaits: laneWaitsIn(db, tableName),
    apiKeys: apiKeysIn(db, tableName),
    projects: projectsIn(db, tableName),
    usage: usageIn(db, tableName),
    rateLimits: rateLimitsIn(db, tableName, now),
    customerBalances: customerBalancesIn(db, tableName),
    topUps: topUpsIn(db, tableName),
    autoTopUps: autoTopUpsIn(db, tableName),
    promoGrants: promoGrantsIn(db, tableName),
    invoices: invoicesIn(db, tableName),
    customers: customersIn(db, tableName, { now, limitsByTier }),
    earnings: earningsIn(db, tableName),
    closings: closingsIn(db, tableName),
    closures: closuresIn(db, tableName),
    ownerThings: ownerThingsIn(db, tableName),
    consents: consentsIn(db, tableName),
    beneficiaries: beneficiariesIn(db, tableName),
    owners: ownersIn(db, tableName),
    payees: payeesIn(db, tableName),
    payouts: payoutsIn(db, tableName),
    periods: periodsIn(db, tableName),
    reversals: reversalsIn(db, tableName),
    proposedActs: proposedActsIn(db, tableName),
    bankLines: bankLinesIn(db, tableName),
    exceptions: exceptionsIn(db, tableName),
    reconciliations: reconciliationsIn(db, tableName),
    payoutRuns: payoutRunsIn(db, tableName),
    chargeRefunds: chargeRefundsIn(db, tableName),
    takeBacks: takeBacksIn(db, tableName),
    payments: paymentsIn(db, tableName),
    refunds: refundsIn(db, tableName),
    disputes: disputesIn(db, tableName),
    fraudWarnings: fraudWarningsIn(db, tableName),
    stripeAccounts: stripeAccountsIn(db, tableName),
    stripeCursor: stripeCursorIn(db, tableName),
    webhookEndpoints: webhookEndpointsIn(db, tableName),
    financePeople: financePeopleIn(db, tableName),
    auditTrail: auditTrailIn(db, tableName),
    webhookDeliveries: webhookDeliveriesIn(db, tableName),
  };
}
