import type { Report } from '../contract/finance-reports.ts';
import type { Entry } from '../ledger.ts';
import { type Currency, type MicroUsd, splitByWeight } from '../money.ts';
import { settleUsage } from '../settlement.ts';
import { check, columnsOf, movedBy, type Span, sumOf, withTotal } from './report.ts';

/** What is sold, as the margin is told by it. */
export type Sold = { model: string; window: string };

type Sums = {
  chargedMicroUsd: MicroUsd;
  ownersMicroUsd: MicroUsd;
  auditsMicroUsd: MicroUsd;
  creditsMicroUsd: MicroUsd;
};

const nothing: Sums = { chargedMicroUsd: 0n, ownersMicroUsd: 0n, auditsMicroUsd: 0n, creditsMicroUsd: 0n };

/** What could not be told by model: its batch is not known. */
const unknown: Sold = { model: 'unknown', window: 'unknown' };

/**
 * What is left of each model and window: charges - owners' shares - checks - credits - Stripe's fees. Fees are taken
 * for payments, not for requests: a period's are laid on its charges in proportion, by largest remainder, so that
 * they sum exactly. In memory it keeps four sums a batch.
 */
export function margin({ span, currency }: { span: Span; currency: Currency }) {
  const byBatch = new Map<string, Sums>();
  const soldAs = new Map<string, Sold>();
  const moved = { fees: 0n, platform: 0n, audits: 0n, credits: 0n };
  return {
    add(entry: Entry): void {
      const batchId = batchIdOf(entry);
      const of = (account: string) => movedBy(entry.postings, (each) => each === account);
      const usage = settleUsage.safeParse(entry.memo.usage);
      if (usage.success && batchId !== undefined) soldAs.set(batchId, usage.data);
      const platform = of('platform/fee') + of('platform/rounding');
      moved.fees -= of('stripe/fees');
      moved.audits -= of('platform/audits');
      moved.credits -= of('platform/credits');
      moved.platform += platform;
      const owners = isPay(entry) ? 0n : movedBy(entry.postings, (each) => each.startsWith('clearing/'));
      const change: Sums = {
        chargedMicroUsd: owners + platform,
        ownersMicroUsd: owners,
        auditsMicroUsd: -of('platform/audits'),
        creditsMicroUsd: -of('platform/credits'),
      };
      if (Object.values(change).every((each) => each === 0n)) return;
      byBatch.set(batchId ?? '', plus(byBatch.get(batchId ?? '') ?? nothing, change));
    },

    /** Batches whose settlement was not among the entries: what they were sold as must be looked up. */
    unknownBatches: (): string[] => [...byBatch.keys()].filter((id) => id !== '' && !soldAs.has(id)),

    know: (batchId: string, sold: Sold): void => void soldAs.set(batchId, sold),

    tell(): Report {
      const rows = rowsOf(byBatch, soldAs, moved.fees);
      const sum = (key: keyof (typeof rows)[number]) => sumOf(rows.map((row) => row[key] as MicroUsd));
      return {
        object: 'report',
        name: 'margin',
        title: 'Margin by model and window',
        about: null,
        ...span,
        currency,
        sections: [sectionOf(rows)],
        checks: [
          check(
            "Charges less owners' shares are the platform's fees and rounding",
            sum('charged') - sum('owners'),
            moved.platform,
          ),
          check('Checks are what the platform paid for them', sum('audits'), moved.audits),
          check('Credits are what the platform gave back', sum('credits'), moved.credits),
          check("Stripe's fees are laid out in full", sum('fees'), moved.fees),
        ],
        notes: [
          "Stripe's fees of the period are laid on its charges in proportion to them, by largest remainder.",
          'Charges and shares are of what was settled in the period, less what was given back of it.',
        ],
      };
    },
  };
}

/** Moves between the batch's clearing account and its owners: the share itself was counted when it was settled. */
const isPay = ({ kind }: Entry) => kind === 'accrue-owner' || kind === 'claw-back';

/** Of `batch/<id>/...`, of an account of a batch, or of the pay for a check: `owner/<id>/earned/<day>/audit/<batch>/<n>`. */
function batchIdOf({ businessKey, kind, postings }: Entry): string | undefined {
  const words = businessKey.split('/');
  if (words[0] === 'batch') return words[1];
  if (kind === 'pay-audit') return words[words.indexOf('audit') + 1];
  const account = postings.find(({ account }) => /^(clearing|hold)\//.test(account))?.account;
  return account?.split('/')[1];
}

const plus = (a: Sums, b: Sums): Sums => ({
  chargedMicroUsd: a.chargedMicroUsd + b.chargedMicroUsd,
  ownersMicroUsd: a.ownersMicroUsd + b.ownersMicroUsd,
  auditsMicroUsd: a.auditsMicroUsd + b.auditsMicroUsd,
  creditsMicroUsd: a.creditsMicroUsd + b.creditsMicroUsd,
});

function rowsOf(
  byBatch: ReadonlyMap<string, Sums>,
  soldAs: ReadonlyMap<string, Sold>,
  feesMicroUsd: MicroUsd,
) {
  const bySold = Map.groupBy(byBatch, ([batchId]) => {
    const { model, window } = soldAs.get(batchId) ?? unknown;
    return JSON.stringify([model, window]);
  });
  const sums = [...bySold]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, batches]) => ({
      name: JSON.parse(name) as [string, string],
      sums: batches.map(([, each]) => each).reduce(plus, nothing),
    }));
  const weights = sums.map(({ sums: { chargedMicroUsd } }) => (chargedMicroUsd > 0n ? chargedMicroUsd : 0n));
  // Nothing was charged: the fees are nobody's, and are told as such.
  const isNobodys = weights.every((weight) => weight === 0n);
  const laid = splitByWeight(isNobodys ? 0n : feesMicroUsd, weights);
  const rows = sums.map(({ name: [model, window], sums: of }, at) =>
    rowOf(model, window, { ...of, feesMicroUsd: laid[at] ?? 0n }),
  );
  return isNobodys && feesMicroUsd !== 0n
    ? [...rows, rowOf('(no charges)', '', { ...nothing, feesMicroUsd })]
    : rows;
}

const rowOf = (model: string, window: string, of: Sums & { feesMicroUsd: MicroUsd }) => ({
  model,
  window,
  charged: of.chargedMicroUsd,
  owners: of.ownersMicroUsd,
  audits: of.auditsMicroUsd,
  credits: of.creditsMicroUsd,
  fees: of.feesMicroUsd,
  margin: of.chargedMicroUsd - of.ownersMicroUsd - of.auditsMicroUsd - of.creditsMicroUsd - of.feesMicroUsd,
});

const amounts = ['charged', 'owners', 'audits', 'credits', 'fees', 'margin'] as const;

const sectionOf = (rows: ReturnType<typeof rowsOf>) =>
  withTotal(
    {
      title: 'Margin',
      columns: columnsOf({
        model: ['Model', 'text'],
        window: ['Window', 'text'],
        charged: ['Charged', 'micro_usd'],
        owners: ['Owners', 'micro_usd'],
        audits: ['Checks', 'micro_usd'],
        credits: ['Credits', 'micro_usd'],
        fees: ['Stripe fees', 'micro_usd'],
        margin: ['Margin', 'micro_usd'],
      }),
      rows: rows.map((row) => ({
        ...row,
        ...Object.fromEntries(amounts.map((key) => [key, Number(row[key])])),
      })) as { model: string; window: string }[],
    },
    amounts,
  );
