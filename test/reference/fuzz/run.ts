import fc from 'fast-check';
import { type Market, startMarket } from '../../support/market-rig.ts';
import { referenceCheck } from '../../support/reference-check.ts';
import { startReceiver } from '../../support/webhook-receiver.ts';
import { asText, complaint } from './judge.ts';
import { type Document, fuzzRequests } from './requests.ts';
import { closeConnections, sendRaw } from './send.ts';
import { newTenant } from './tenants.ts';

export type FuzzRun = {
  requests: number;
  seed: number;
  /** Called now and then with how many requests were answered, and how. */
  tell?: (answered: number, statuses: ReadonlyMap<number, number>) => void;
  /** Goes on after a complaint, to find more of them at once. */
  goesOn?: boolean;
};

export type FuzzResult = {
  answered: number;
  statuses: ReadonlyMap<number, number>;
  operations: ReadonlySet<string>;
  slowestMillis: number;
  complaints: string[];
};

/** So many at a time, and so many with one seed: a round can be repeated by it. */
const atOnce = 8;
const roundRequests = 250;
/** A market grows by what it is asked for: after so many requests a new one takes its place. */
const marketRequests = 20_000;

/** Sends generated requests to markets of its own, and complains of replies that are not as the document promises. */
export async function fuzz({
  requests,
  seed,
  tell = () => {},
  goesOn = false,
}: FuzzRun): Promise<FuzzResult> {
  const sums = {
    answered: 0,
    statuses: new Map<number, number>(),
    operations: new Set<string>(),
    slowestMillis: 0,
  };
  const complaints: string[] = [];
  let round = 0;
  while (sums.answered < requests && (goesOn || complaints.length === 0)) {
    const market = await startMarket();
    try {
      const share = Math.min(marketRequests, requests - sums.answered);
      const rounds = Math.ceil(share / roundRequests);
      await fuzzMarket(market, { first: round, rounds, last: share, seed, sums, complaints, tell, goesOn });
      round += rounds;
      complaints.push(...market.faults.map((fault) => `a fault was reported: ${fault}`));
    } finally {
      await market.close();
    }
  }
  return { ...sums, complaints };
}

type Sums = {
  answered: number;
  statuses: Map<number, number>;
  operations: Set<string>;
  slowestMillis: number;
};
type Share = Required<Omit<FuzzRun, 'requests'>> & {
  first: number;
  rounds: number;
  last: number;
  sums: Sums;
  complaints: string[];
};

async function fuzzMarket(
  market: Market,
  { first, rounds, last, seed, sums, complaints, tell, goesOn }: Share,
) {
  const receiver = await startReceiver();
  const document: Document = await (await fetch(`${market.cloud.url}/v1/openapi.json`)).json();
  const check = referenceCheck(document as never);
  const other = await newTenant(market, receiver);
  let next = 0;
  const one = async () => {
    while (next < rounds && (goesOn || complaints.length === 0)) {
      const round = next++;
      const own = await newTenant(market, receiver);
      const runs = Math.min(roundRequests, last - round * roundRequests);
      const property = fc.asyncProperty(fuzzRequests(document, own, other), async (asked) => {
        const reply = await sendRaw(market.cloud.url, asked).catch((error: unknown) => {
          throw new Error(`it was not answered: ${error}\n\n${asText(asked)}`);
        });
        sums.answered++;
        sums.operations.add(asked.operationId);
        sums.statuses.set(reply.status, (sums.statuses.get(reply.status) ?? 0) + 1);
        sums.slowestMillis = Math.max(sums.slowestMillis, reply.millis);
        const problem = complaint(check, asked, reply);
        if (problem) throw new Error(`${problem}\n\n${asText(asked)}`);
      });
      const roundSeed = seed + first + round;
      // Not shrunk: what is asked changes what there is, so that a second try proves nothing.
      const found = await fc.check(property, { seed: roundSeed, numRuns: runs, endOnFailure: true });
      if (found.failed)
        complaints.push(`--seed ${roundSeed} --requests ${found.numRuns}\n${found.errorInstance}`);
      tell(sums.answered, sums.statuses);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  closeConnections();
  await market.cloud.events.drain();
  await receiver.close();
}
