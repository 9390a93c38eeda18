/** Told of all, by GET /v1/finance/reports/…; a statement is of one party. */
export const reportTitles = {
  trial_balance: 'Trial balance',
  roll_forwards: 'Roll-forwards',
  margin: 'Margin',
  fees: 'Fees',
  payouts: 'Payouts',
  statement: 'Statement',
} as const;

export type ReportName = keyof typeof reportTitles;
export const reportNames = Object.keys(reportTitles) as ReportName[];

export type ReportSearch = {
  report?: ReportName;
  month?: string;
  /** Of payouts: those of one run. */
  run?: string;
  /** Of a statement: whose. */
  party?: string;
};

export function reportSearchOf({ report, month, run, party }: Record<string, unknown>): ReportSearch {
  const name = reportNames.find((each) => each === report);
  return {
    ...(name && { report: name }),
    ...(typeof month === 'string' && { month }),
    ...(typeof run === 'string' && { run }),
    ...(typeof party === 'string' && { party }),
  };
}
