import type { Spool, SpoolRecord } from '../../../agent/spool.ts';
import type { LeaseOffer } from '../../../shared/contract/vehicle.ts';

/** What a vehicle's disk holds: it survives the program, and takes what is written whole or not at all. */
export type Disk = Map<string, { lease: LeaseOffer; records: SpoolRecord[] }>;

/** The agent's spool on such a disk. `isAlive`: a program that is dead writes nothing any more. */
export function memorySpool(disk: Disk, isAlive: () => boolean): Spool {
  const nameOf = ({ taskId, fence }: LeaseOffer) => `${taskId} ${fence}`;
  const kept = (lease: LeaseOffer) => {
    const name = nameOf(lease);
    const known = disk.get(name) ?? { lease, records: [] };
    if (isAlive()) disk.set(name, known);
    return known;
  };
  return {
    leases: async () => [...disk.values()].map(({ lease }) => lease),
    async keep(lease) {
      kept(lease);
    },
    holds: async (lease) => (disk.get(nameOf(lease))?.records.length ?? 0) > 0,
    async open(lease) {
      const { records } = kept(lease);
      return {
        records: [...records],
        async append(record) {
          if (isAlive()) records.push(record);
        },
      };
    },
    async remove(lease) {
      if (isAlive()) disk.delete(nameOf(lease));
    },
  };
}
