import type { Cloud } from '../world/cloud.ts';
import { type Answer, type Caller, callMarket } from './caller.ts';
import { passes } from './sim-engine.ts';

/** What finance decides about customers, beside the payout runs. */
export const deskDeeds = ['credit', 'invoice', 'charge refund', 'thaw'] as const;
export type DeskDeed = (typeof deskDeeds)[number];

export type Desk = {
  maker: Caller;
  approver: Caller;
  deeds: readonly DeskDeed[];
  customerIds: readonly string[];
  /** Those of them who may owe. */
  onAccount: readonly string[];
  cloud: Pick<Cloud, 'atStripe' | 'itemsOf'>;
};

/** One of finance proposes, another decides; in the end nothing is left to be decided. */
export async function runDesk(desk: Desk): Promise<void> {
  const { maker, approver, deeds } = desk;
  for (const [no, deed] of deeds.entries()) {
    await passes(maker.random.below(120_000));
    await doDeed[deed](desk, `${deed}-${no}`);
    await decideAll(approver);
  }
  while ((await decideAll(approver)) !== 0) await passes(15_000 + approver.random.below(45_000));
}

const usd = 1_000_000;
/** By the minute: what is decided on must have come about. */
const patientTries = 25;

const doDeed: Record<DeskDeed, (desk: Desk, name: string) => Promise<void>> = {
  /** Small ones are given by one person, others by two; what is not spent in an hour or two is gone. */
  async credit({ maker, customerIds }, name) {
    await post(maker, `/customers/${maker.random.pick(customerIds)}/promo`, {
      grant_id: name.replace(' ', '-'),
      amount_micro_usd: (1 + maker.random.below(20)) * usd,
      reason: 'An apology',
      expires_at: Math.floor(maker.env.now() / 1_000) + 600 + maker.random.below(7_200),
    });
  },

  /** What a customer on account was charged is invoiced; the invoice comes to one of its ends, or stays open. */
  async invoice({ maker, approver, cloud, onAccount }) {
    const [customerId] = onAccount;
    await settled(cloud);
    for (let tries = 0; tries < 3; tries++) {
      await passes(maker.random.below(240_000));
      await post(maker, '/invoices', { customer_id: customerId });
    }
    await passes(20_000 + maker.random.below(60_000));
    for (const { stripeInvoiceId, invoiceNo } of cloud.itemsOf('INVOICE')) {
      const fate = maker.random.pick(['paid', 'void', 'uncollectible', 'open']);
      if (fate === 'paid' && stripeInvoiceId !== undefined)
        await cloud.atStripe('POST', `/_test/invoices/${stripeInvoiceId}/pay`, {});
      if (fate === 'void' || fate === 'uncollectible')
        await post(maker, `/invoices/${customerId}-${invoiceNo}/${fate}`, {});
      await decideAll(approver);
    }
  },

  /** Of what was charged until then, a part or all. */
  async 'charge refund'({ maker, cloud }) {
    const [first, ...others] = await settled(cloud);
    if (first === undefined) return;
    await post(maker, '/charge_refunds', {
      settle_key: maker.random.pick([first, ...others]),
      percent: maker.random.pick([1, 33, 100]),
      reason: 'It was of no use',
    });
  },

  async thaw({ maker, cloud }) {
    await passes(60_000 + maker.random.below(60_000));
    for (const { pk, frozenBy } of cloud.itemsOf('BALANCE'))
      for (const reason of (frozenBy as ReadonlySet<string> | undefined) ?? [])
        await post(maker, `/customers/${String(pk).split('/')[1]}/thaw`, { reason });
  },
};

/** The keys of all that was charged; where nothing was yet, of what is soon. */
async function settled({ itemsOf }: Desk['cloud']): Promise<string[]> {
  const all = () =>
    itemsOf('ENTRY').flatMap(({ kind, businessKey }) => (kind === 'settle' ? [String(businessKey)] : []));
  for (let tries = 0; tries < patientTries && all().length === 0; tries++) await passes(60_000);
  return all();
}

const post = (caller: Caller, path: string, body: object): Promise<Answer | undefined> =>
  callMarket(caller, 'POST', `/finance${path}`, { body });

/** How many were still to be decided; undefined where that could not be learned. */
async function decideAll(approver: Caller): Promise<number | undefined> {
  let left = 0;
  for (const path of ['/finance/proposals', '/finance/charge_refunds']) {
    const listed = await callMarket(approver, 'GET', path);
    if (listed?.status !== 200) return undefined;
    const all = listed.body.data as { id: string; status?: string; state?: string }[];
    for (const { id } of all.filter(({ status, state }) => (status ?? state) === 'proposed')) {
      left++;
      const [how, body] = approver.random.chance(0.2) ? ['reject', { reason: 'No' }] : ['approve', {}];
      await callMarket(approver, 'POST', `${path}/${id}/${how}`, {
        body: path.endsWith('refunds') ? body : {},
      });
    }
  }
  return left;
}
