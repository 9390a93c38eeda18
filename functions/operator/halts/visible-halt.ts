import type { HaltReply } from '../../../shared/contract/halts.ts';
import type { HaltRecord } from '../../adapters/halts.ts';

export const visibleHalt = (halt: HaltRecord): HaltReply => ({
  id: halt.haltId,
  object: 'halt',
  software_version: halt.softwareVersion ?? null,
  hardware_class: halt.hardwareClass ?? null,
  region: halt.region ?? null,
  model: halt.model ?? null,
  reason: halt.reason,
  created_at: halt.createdAt,
  ended_at: halt.endedAt ?? null,
});
