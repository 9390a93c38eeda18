import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../../functions/adapters/keys.ts';
import { appendJournal } from '../../../functions/market/append-journal.ts';
import type { Entry } from '../../../shared/ledger.ts';
import { nextToClose } from '../../../shared/period.ts';
import { standardPlanLimits } from '../../../shared/plan.ts';
import { demoPolicy } from '../../../shared/policy.ts';
import { scriptedEngine } from '../../support/scripted-engine.ts';
import type { TestVehicle } from '../../support/test-vehicle.ts';
import { callerWith } from '../callers.ts';
import type { FaultyMarket } from '../faulty-market.ts';
import { batchOf, ended, workAll } from './batches.ts';
import { financeOf, newCustomer, topUp } from './parties.ts';
import type { Outcome, Story } from './story.ts';

const day = 86_400;
const model = 'parkade-dictionary-1';

type Proposal = { id: string; about: string; act: string; status: string };

/** Credit and terms beyond what one person may give: one is rejected, the others are approved. */
async function proposals(market: FaultyMarket, no: string): Promise<Outcome> {
  const finance = financeOf(market);
  const approver = callerWith(market, market.approverKey);
  const customer = await newCustomer(market, `Generous ${no}`);
  const open = async (act: string): Promise<Proposal | undefined> =>
    (await finance.get('/finance/proposals?limit=100')).data.find(
      (each: Proposal) => each.about === customer.id && each.act === act && each.status === 'proposed',
    );
  const grant = { grant_id: `g-${no}`, amount_micro_usd: 200_000_000, reason: 'A welcome' };
  const propose = async () => {
    const look = () => open('grant_promo');
    await finance.post(`/finance/customers/${customer.id}/promo`, grant, { look });
    return (await open('grant_promo'))?.id;
  };
  const decide = (id: string | undefined, how: string) =>
    approver.post(
      `/finance/proposals/${id}/${how}`,
      {},
      { look: async () => ((await open('grant_promo')) ? undefined : {}) },
    );
  await decide(await propose(), 'reject');
  await decide(await propose(), 'approve');
  await market.drain();
  const balance = async () => (await customer.get('/balance')).available_micro_usd;
  await market.timerUntil('sweepCredit', async () => (await balance()) === 200_000_000);
  return { given: await balance() };
}

/** Months are closed, one after the other, once they are long over. */
async function closed(market: FaultyMarket): Promise<Outcome> {
  market.advanceSeconds(33 * day);
  await market.drain();
  await market.timer('findUnjournaled');
  const next = () => market.looking(async () => nextToClose(await market.cloud.deps.journal.head()));
  const before = new Date(market.now() - 2 * day).toISOString().slice(0, 7);
  const closing: string[] = [];
  for (let month = await next(); month !== undefined && month < before; month = await next()) {
    await financeOf(market).post(`/finance/periods/${month}/close`);
    closing.push(month);
  }
  await financeOf(market).get('/finance/periods');
  return { closed: closing.length > 0, refused: await tooLate(market) };
}

/** Whoever names an entry of a closed month is refused: it stands in no ledger here, and comes into no journal. */
async function tooLate({ cloud, faults, looking, persist }: FaultyMarket): Promise<boolean> {
  const { deps } = cloud;
  const businessKey = `late/${deps.newId('entry')}`;
  const entry = { businessKey, at: 1, kind: 'hold', postings: [], memo: {} } as unknown as Entry;
  const append = appendJournal({ ...deps, entriesByKey: async () => [entry] });
  await persist(() => append([{ businessKeys: [businessKey] }]));
  const told = faults.findIndex((fault) => fault.includes(businessKey) && fault.includes('all is closed'));
  // It is what is expected here; where the first answer was lost the list alone tells.
  if (told >= 0) faults.splice(told, 1);
  const refused = await looking(() => deps.periods.refused());
  // Books in which something was refused are not sound.
  const Key = keys.journalRefused(businessKey);
  await looking(() => cloud.clients.db.send(new DeleteCommand({ TableName: deps.tableName, Key })));
  return refused.some((each) => each.businessKey === businessKey);
}

/** Answers of megabytes: their file is an upload in parts. */
async function large(market: FaultyMarket, no: string): Promise<Outcome> {
  const customer = await newCustomer(market, `Large ${no}`);
  await topUp(market, customer, 20);
  const requests = Array.from({ length: 40 }, (_, at) => ({
    custom_id: `l-${at}`,
    body: { model, messages: [{ role: 'user', content: `Define ${at}.` }], max_tokens: 48 },
  }));
  const id = await batchOf(customer, `large-${no}`, { requests, endpoint: '/v1/chat/completions' });
  await workAll(market, talker);
  await market.timerUntil('sweepBatches', async () => {
    await talker.workUntilIdle();
    market.advanceSeconds(600);
    return (await customer.get(`/batches/${id}`)).status === 'completed';
  });
  const { status, lines } = (await ended(customer, id)) as { status: string; lines: string[] };
  return { large: status, lines: lines.length };
}

let talker: TestVehicle;

/** What takes two people, what is closed for good, and what is too large for one call. */
export const giving: Story = {
  name: 'giving',
  options: {
    // Some tasks to a batch: a part of a file ends with one.
    planLimits: { ...standardPlanLimits, requests: 9, leastRequests: 9 },
    policy: { ...demoPolicy, auditShare: 0, singlePersonMicroUsd: 100_000_000n },
  },
  async begin(market) {
    const words = ['x'.repeat(150_000)];
    const open = async () => scriptedEngine(model, words, async () => undefined);
    talker = await market.vehicle(0, [model], { openers: { [model]: open } });
  },
  async tell(market, no) {
    return {
      ...(await proposals(market, no)),
      ...(await large(market, no)),
      ...(await closed(market)),
    };
  },
};
