import { dayOf, settledOf } from './accrual.ts';
import type { Entry } from './ledger.ts';
import type { MicroUsd } from './money.ts';
import { settleUsage } from './settlement.ts';
import { addUsage, noUsage, type UsageName, type UsageSums } from './usage.ts';

/** What a project of a month ("2027-01") was charged. */
type ProjectCharge = {
  customerId: string;
  projectId: string;
  month: string;
  chargedMicroUsd: MicroUsd;
};

/** What settlements count as, summed: each name once. */
export type Counts = { usage: { name: UsageName; sums: UsageSums }[]; charges: ProjectCharge[] };

/** Entries from before settlements told their usage were counted in their own commits. */
export function countsOf(entries: readonly Entry[]): Counts {
  const usage = new Map<string, { name: UsageName; sums: UsageSums }>();
  const charges = new Map<string, ProjectCharge>();
  for (const entry of entries) {
    if (entry.kind !== 'settle' || entry.memo.usage === undefined) continue;
    const { name, sums, month } = countedIn(entry);
    const id = usageIdOf(name);
    usage.set(id, { name, sums: addUsage(usage.get(id)?.sums ?? noUsage, sums) });
    const { customerId, projectId } = name;
    const projectMonth = chargeIdOf({ customerId, projectId, month });
    const charged = charges.get(projectMonth)?.chargedMicroUsd ?? 0n;
    charges.set(projectMonth, {
      customerId,
      projectId,
      month,
      chargedMicroUsd: charged + sums.chargedMicroUsd,
    });
  }
  return { usage: [...usage.values()], charges: [...charges.values()] };
}

/** Under what an entry counts, one write each: entries that share a name share the write. */
export function countNamesOf(entry: Entry): string[] {
  if (entry.kind !== 'settle' || entry.memo.usage === undefined) return [];
  const { month, ...named } = settleUsage.parse(entry.memo.usage);
  const name = usageNameOf(entry, named);
  return [usageIdOf(name), chargeIdOf({ ...name, month })];
}

const usageIdOf = (name: UsageName): string => JSON.stringify(Object.values(name));

const chargeIdOf = ({ customerId, projectId, month }: Omit<ProjectCharge, 'chargedMicroUsd'>): string =>
  JSON.stringify([customerId, projectId, month]);

type NamedUsage = Pick<UsageName, 'projectId' | 'keyId' | 'model' | 'window'>;

const usageNameOf = (entry: Entry, { projectId, keyId, model, window }: NamedUsage): UsageName => ({
  customerId: String(entry.memo.customerId),
  day: dayOf(entry.at),
  projectId,
  keyId,
  model,
  window,
});

function countedIn(entry: Entry): { name: UsageName; sums: UsageSums; month: string } {
  const { month, counts, creditedMicroUsd, ...named } = settleUsage.parse(entry.memo.usage);
  const { owners, chargeMicroUsd } = settledOf(entry);
  const [succeeded, failed, inputTokens, outputTokens, pages] = counts;
  return {
    month,
    name: usageNameOf(entry, named),
    sums: {
      succeeded,
      failed,
      inputTokens,
      outputTokens,
      pages,
      referenceMicros: owners.reduce((sum, owner) => sum + owner.referenceMicros, 0),
      chargedMicroUsd: chargeMicroUsd,
      creditedMicroUsd,
    },
  };
}
