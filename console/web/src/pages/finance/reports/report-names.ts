export const reportTitles = {
  trial_balance: 'Trial balance',
  roll_forwards: 'Roll-forwards',
  margin: 'Margin',
  fees: 'Fees',
  payouts: 'Payouts',
} as const;

export type ReportName = keyof typeof reportTitles;
export const reportNames = Object.keys(reportTitles) as ReportName[];

export type ReportSearch = { report?: ReportName; month?: string };

export function reportSearchOf({ report, month }: Record<string, unknown>): ReportSearch {
  const name = reportNames.find((each) => each === report);
  return { ...(name && { report: name }), ...(typeof month === 'string' && { month }) };
}
