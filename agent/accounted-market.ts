import type { HandIn, HandInReply, LeaseOffer, WorkReply, WorkRequest } from '../shared/contract/vehicle.ts';
import type { Journal } from './journal.ts';
import type { Market } from './market.ts';
import type { Meters } from './meters.ts';
import { toldError } from './told-error.ts';

const keptMillis = 86_400_000;
/** A live lease ends soon and is made to last by signs of life, of which the market alone keeps account: for so long. */
const liveMillisMax = 330_000;

type Accounts = {
  journal: Pick<Journal, 'note'>;
  meters: Pick<Meters, 'add'>;
  /** Leases of an earlier process, which this one may go on with. */
  resumable: readonly LeaseOffer[];
  /** Whether the market answered, and what keeps it from giving work. */
  heard(problem: string | null, isAnswered: boolean): void;
  /** Which charter the market says is in force: other rules hold before anything of the reply is begun. */
  heedCharter(said: WorkReply['charter']): Promise<void>;
};

export type AccountedMarket = Market & {
  /** Whether anything is leased that was neither handed in nor given back. */
  isLeased(): boolean;
  /** Whether a call that may lease something is under way. */
  isAsking(): boolean;
};

/** The same market; what was handed in and taken is noted and metered at what its offer promised. */
export function accountedMarket(market: Market, accounts: Accounts): AccountedMarket {
  let asking = 0;
  const leases = new Map(accounts.resumable.map((lease) => [lease.leaseToken, lease]));

  function note(handIn: HandIn, reply: HandInReply | undefined) {
    const lease = leases.get(handIn.leaseToken);
    if (!lease || !reply) return;
    leases.delete(handIn.leaseToken);
    const entry = accountOf(lease, handIn, reply);
    accounts.journal.note({ kind: 'handed-in', ...entry });
    accounts.meters.add({ requests: entry.requests, grossNanoUsd: entry.grossNanoUsd });
  }

  function noteAll(request: WorkRequest, reply: WorkReply) {
    for (const [at, handIn] of request.handIns.entries()) note(handIn, reply.handIns[at]);
    // What ended without a word was lost; nothing will be handed in of it.
    for (const [token, { endsAt }] of leases) if (endsAt < reply.serverNow - keptMillis) leases.delete(token);
    for (const lease of reply.leases) leases.set(lease.leaseToken, lease);
  }

  return {
    ...market,
    isLeased: () =>
      [...leases.values()].some(
        ({ endsAt, live }) => endsAt + (live ? liveMillisMax : 0) > market.marketNow(),
      ),
    isAsking: () => asking > 0,
    async work(request, cut) {
      const asks = request.want === null ? 0 : 1;
      asking += asks;
      try {
        const reply = await market.work(request, cut);
        accounts.heard(keptFromWork(reply), true);
        noteAll(request, reply);
        await accounts.heedCharter(reply.charter);
        return reply;
      } catch (error) {
        if (!cut?.aborted) accounts.heard(toldError(error), false);
        throw error;
      } finally {
        asking -= asks;
      }
    },
  };
}

function keptFromWork({ halted, finishes }: WorkReply): string | null {
  if (finishes)
    return 'Its owner asked it from afar to finish what it has, and to rest until that is taken back.';
  return halted ? `It halted vehicles like this one: ${halted.reason}` : null;
}

/** The offer's pay, by the share of its requests that were taken; costs as they were metered, where they were. */
function accountOf(lease: LeaseOffer, { costs }: HandIn, { status, requests }: HandInReply) {
  const share = lease.requests === 0 ? 0 : Math.min(1, requests / lease.requests);
  const grossNanoUsd = Math.floor(lease.pay.grossNanoUsd * share);
  const energyNanoUsd = costs?.energyNanoUsd ?? Math.ceil(lease.pay.energyNanoUsd * share);
  const wearNanoUsd = costs?.wearNanoUsd ?? Math.ceil(lease.pay.wearNanoUsd * share);
  return {
    taskId: lease.taskId,
    model: lease.model,
    status,
    requests,
    grossNanoUsd,
    energyNanoUsd,
    wearNanoUsd,
    netNanoUsd: grossNanoUsd - energyNanoUsd - wearNanoUsd,
  };
}
