import fc from 'fast-check';
import { type Market, startMarket } from '../../support/market-rig.ts';
import { type ReferenceCheck, referenceCheck } from '../../support/reference-check.ts';
import { type Receiver, startReceiver } from '../../support/webhook-receiver.ts';
import { asText, complaint } from './judge.ts';
import { type Document, type FuzzRequest, fuzzRequests } from './requests.ts';
import { closeConnections, sendRaw } from './send.ts';
import { newTenant, type Tenant } from './tenants.ts';

export type FuzzRun = {
  requests: number;
  seed: number;
  /** Called now and then with how many requests were answered, and how. */
  tell?: (answered: number, statuses: ReadonlyMap<number, number>) => void;
  /** Called with each complaint when it is found. */
  complain?: (complaint: string) => void;
  /** Goes on after a complaint, to find more of them at once. */
  goesOn?: boolean;
};

/** So many at a time, and so many with one seed: a round can be repeated by it. */
const atOnce = 8;
const roundRequests = 250;
/** A market grows by what it is asked for: after so many requests a new one takes its place. */
const marketRequests = 20_000;

type Found = ReturnType<typeof newFound>;

const newFound = () => ({
  answered: 0,
  statuses: new Map<number, number>(),
  operations: new Set<string>(),
  slowestMillis: 0,
  complaints: [] as string[],
});

/** Sends generated requests to markets of its own, and complains of replies that are not as the document promises. */
export async function fuzz(run: FuzzRun): Promise<Found> {
  const found = newFound();
  const mayGoOn = () => run.goesOn || found.complaints.length === 0;
  const note = (text: string) => {
    found.complaints.push(text);
    run.complain?.(text);
  };
  let rounds = 0;
  while (found.answered < run.requests && mayGoOn()) {
    const market = await startMarket();
    try {
      const sizes = roundSizes(Math.min(marketRequests, run.requests - found.answered));
      const first = rounds;
      rounds += sizes.length;
      const scene = await setScene(market, found);
      await inTurn(sizes, mayGoOn, async (size, index) => {
        const failure = await fuzzRound(scene, { seed: run.seed + first + index, size });
        if (failure) note(failure);
        run.tell?.(found.answered, found.statuses);
      });
      closeConnections();
      await market.cloud.events.drain();
      await scene.receiver.close();
      for (const fault of market.faults) note(`a fault was reported: ${fault}`);
    } finally {
      await market.close();
    }
  }
  return found;
}

const roundSizes = (requests: number): number[] =>
  Array.from({ length: Math.ceil(requests / roundRequests) }, (_, index) =>
    Math.min(roundRequests, requests - index * roundRequests),
  );

/** Each of `sizes` once, several at a time. */
async function inTurn(
  sizes: readonly number[],
  mayGoOn: () => boolean,
  act: (size: number, index: number) => Promise<void>,
): Promise<void> {
  const entries = sizes.entries();
  const one = async () => {
    for (const [index, size] of entries) {
      if (!mayGoOn()) return;
      await act(size, index);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}

type Scene = {
  market: Market;
  receiver: Receiver;
  document: Document;
  check: ReferenceCheck;
  other: Tenant;
  found: Found;
};

async function setScene(market: Market, found: Found): Promise<Scene> {
  const receiver = await startReceiver();
  const document: Document = await (await fetch(`${market.cloud.url}/v1/openapi.json`)).json();
  const other = await newTenant(market, receiver);
  return { market, receiver, document, check: referenceCheck(document as never), other, found };
}

/** With a customer of its own. What went wrong, and how to see it again; undefined where nothing did. */
async function fuzzRound(
  { market, receiver, document, check, other, found }: Scene,
  { seed, size }: { seed: number; size: number },
): Promise<string | undefined> {
  const own = await newTenant(market, receiver);
  const judged = async (asked: FuzzRequest) => {
    const reply = await sendRaw(market.cloud.url, asked).catch((error: unknown) => {
      throw new Error(`it was not answered: ${error}\n\n${asText(asked)}`);
    });
    found.answered++;
    found.operations.add(asked.operationId);
    found.statuses.set(reply.status, (found.statuses.get(reply.status) ?? 0) + 1);
    found.slowestMillis = Math.max(found.slowestMillis, reply.millis);
    const problem = complaint(check, asked, reply);
    if (problem) throw new Error(`${problem}\n\n${asText(asked)}`);
  };
  const property = fc.asyncProperty(fuzzRequests(document, own, other), judged);
  // Not shrunk: what is asked changes what there is, so that a second try proves nothing.
  const { failed, numRuns, errorInstance } = await fc.check(property, {
    seed,
    numRuns: size,
    endOnFailure: true,
  });
  return failed ? `--seed ${seed} --requests ${numRuns}\n${errorInstance}` : undefined;
}
