import type { AgreedCharterReply } from '../../../shared/contract/owner-charters.ts';
import type { KeptCharter } from '../../adapters/consents.ts';

export const visibleCharter = ({
  version,
  charter,
  statement,
  withdrawnAt,
}: KeptCharter): AgreedCharterReply => ({
  object: 'charter',
  id: String(version),
  version,
  charter: charter ?? null,
  statement,
  withdrawn_at: withdrawnAt ?? null,
});
