import Table from 'cli-table3';
import { type CostFigures, type PerThousand, targets } from './figures.ts';

const names: Record<keyof PerThousand, string> = {
  writeUnits: 'DynamoDB write units',
  readUnits: 'DynamoDB read units',
  sqsRequests: 'SQS requests',
  functionCalls: 'function calls',
  s3Puts: 'S3 PUTs',
  s3Gets: 'S3 GETs',
};

/** Three tables: the figures beside their targets, the dollars, and what each step had of them. */
export function costTables(figures: CostFigures): string {
  const { requests, tasks, settlements, seconds, requestsPerSecond } = figures;
  return [
    `${requests} requests in ${tasks} tasks, settled ${settlements} times: ${seconds.toFixed(1)} s, ` +
      `${requestsPerSecond.toFixed(0)} requests a second from upload to settlement`,
    figuresTable(figures),
    stepsTable(figures),
  ].join('\n');
}

function figuresTable({ perThousand, usdPerMillion, usdByService }: CostFigures): string {
  const table = new Table({ head: ['per 1,000 requests', 'measured', 'target'], ...style([1, 2]) });
  const targetOf = (name: string): number | undefined => targets[name as keyof typeof targets];
  for (const [name, label] of Object.entries(names)) {
    const target = targetOf(name);
    const measured = perThousand[name as keyof PerThousand];
    table.push([label, measured.toFixed(1), judged(measured, target)]);
  }
  for (const [service, usd] of Object.entries(usdByService))
    table.push([`USD per million requests: ${service}`, usd.toFixed(4), '']);
  table.push([
    'USD per million requests',
    usdPerMillion.toFixed(4),
    judged(usdPerMillion, targets.usdPerMillion),
  ]);
  return table.toString();
}

function judged(measured: number, target: number | undefined): string {
  if (target === undefined) return '';
  return `<= ${target}${measured > target ? ' MISSED' : ''}`;
}

function stepsTable({ steps }: CostFigures): string {
  const table = new Table({
    head: ['step', 'calls', 'write units', 'read units', 'SQS', 'PUTs', 'GETs', 'busy s', 'share'],
    ...style([1, 2, 3, 4, 5, 6, 7, 8]),
  });
  const all = steps.reduce((total, { seconds }) => total + seconds, 0);
  for (const step of steps)
    table.push([
      step.name,
      step.calls,
      step.writeUnits,
      step.readUnits,
      step.sqsRequests,
      step.s3Puts,
      step.s3Gets,
      step.seconds.toFixed(2),
      `${((100 * step.seconds) / all).toFixed(1)} %`,
    ]);
  return table.toString();
}

const style = (numbers: readonly number[]) => ({
  colAligns: [0, ...numbers].map((column) => (column === 0 ? ('left' as const) : ('right' as const))),
  style: { head: [], border: [], compact: true },
});
