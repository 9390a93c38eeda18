import { z } from 'zod';
import type { Charter } from '../shared/charter.ts';
import { consentProblem, withOwnDepartures } from '../shared/consent.ts';
import { charterInForce } from '../shared/contract/owner-charters.ts';
import { jsonWebKeys } from '../shared/contract/receipts.ts';
import type { WorkReply } from '../shared/contract/vehicle.ts';
import type { Market } from './market.ts';
import { findText, writeWhole } from './whole-file.ts';

/** As it came, with the keys that signed for it, so that it can be checked again without a network. */
const kept = z.strictObject({ inForce: charterInForce, jwks: jsonWebKeys });
type Kept = z.infer<typeof kept>;

/** The charter that the owner agreed to at the market, where there is one: it goes before the rules in the car. */
export type AgreedCharter = {
  /** What the car judges by, given the rules that lie in it, whose departures only the car knows. */
  rules(own: Charter | undefined): Charter | undefined;
  /** The owner took the consent back: nothing runs until there is another. */
  isWithdrawn(): boolean;
  /** Which version holds; null: the rules that lie in the car. */
  version(): number | null;
  /** Why a charter that the market has is not gone by: what held before still holds. */
  problem(): string | null;
  /** Fetches it where the market's reply says that another is in force. True: other rules hold from now on. */
  heed(said: WorkReply['charter']): Promise<boolean>;
  /** Asks the market anew; true: other rules hold from now on. Never fails: see `problem`. */
  fetch(): Promise<boolean>;
};

type Deps = {
  path: string;
  market: Pick<Market, 'getCharter' | 'getKeys'>;
  whose: () => { ownerId: string; vehicleId: string };
};

/** As it stood at the last start. A file that is damaged, or signed for by nobody, counts as none. */
export async function openAgreedCharter({ path, market, whose }: Deps): Promise<AgreedCharter> {
  let known = await readKept(path, whose);
  let problem: string | null = null;

  async function fetch(): Promise<boolean> {
    try {
      const [inForce, jwks] = await Promise.all([market.getCharter(), market.getKeys()]);
      problem = (await problemOf({ inForce, jwks }, whose())) ?? null;
      if (problem !== null) return false;
      known = { inForce, jwks };
      await writeWhole(path, JSON.stringify(known));
    } catch (error) {
      problem = `The charter that was agreed to could not be fetched or kept: ${messageOf(error)}`;
    }
    return problem === null;
  }

  return {
    rules: (own) => rulesOf(known, own),
    isWithdrawn: () => known?.inForce.state === 'withdrawn',
    version: () => known?.inForce.version ?? null,
    problem: () => problem,
    async heed(said) {
      if (!said) return false;
      const { state, version } = known?.inForce ?? { state: 'none', version: null };
      const isSame = said.state === state && said.version === version;
      return isSame && problem === null ? false : fetch();
    },
    fetch,
  };
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** As it was kept, for whoever asks beside a running agent: the rules that hold, given those that lie in the car. */
export async function agreedAt(
  path: string,
  whose: Deps['whose'],
): Promise<Pick<AgreedCharter, 'rules' | 'version'>> {
  const known = await readKept(path, whose);
  return { rules: (own) => rulesOf(known, own), version: () => known?.inForce.version ?? null };
}

function rulesOf(known: Kept | undefined, own: Charter | undefined): Charter | undefined {
  const { state, charter } = known?.inForce ?? { state: 'none', charter: null };
  if (state !== 'agreed' || charter === null) return own;
  return own ? withOwnDepartures(charter, own) : charter;
}

async function readKept(path: string, whose: Deps['whose']): Promise<Kept | undefined> {
  const text = await findText(path);
  if (text === undefined) return undefined;
  try {
    const read = kept.parse(JSON.parse(text));
    return (await problemOf(read, whose())) === undefined ? read : undefined;
  } catch {
    return undefined;
  }
}

/** Only what is in force needs a signature: without consent the car does less, not more. */
async function problemOf(
  { inForce, jwks }: Kept,
  whose: ReturnType<Deps['whose']>,
): Promise<string | undefined> {
  const { state, version, charter, statement } = inForce;
  if (state !== 'agreed') return undefined;
  if (charter === null || statement === null) return 'It came without its text or its consent.';
  const found = await consentProblem({ charter, statement }, whose, jwks);
  return found && `The market's charter, version ${version}, is not gone by. ${found}`;
}
