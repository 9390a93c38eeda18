import type { MicroUsd } from './money.ts';
import { microUsdOfCents } from './top-up.ts';
import type { TopUpFailure, TopUpRecord, TopUpRoom } from './top-up-record.ts';

/**
 * A customer's standing wish: when less than `belowMicroUsd` may be spent, the saved card pays `cents`.
 *
 * on ◀──▶ paused    the card was declined, or its bank wants the holder: nothing is charged until the customer acts
 *  └─▶ off ◀─┘
 */
export type AutoTopUp = {
  /** Rises with each change. */
  version: number;
  customerId: string;
  state: 'on' | 'paused' | 'off';
  belowMicroUsd: MicroUsd;
  cents: number;
  /** Of one calendar month (UTC), all automatic top-ups together. */
  monthlyMaxCents?: number;
  /** Why it is paused. */
  failure?: TopUpFailure;
  /** A page at Stripe where the holder may pay what failed; once it is paid, automatic top-ups go on. */
  payTopUpId?: string;
  /** The one under way: there is never a second beside it. */
  topUpId?: string;
  /** When the customer last set it. */
  setAt: number;
};

/** Of what a charge now depends on. */
export type AutoTopUpFacts = {
  availableMicroUsd: MicroUsd;
  isFrozen: boolean;
  /** Automatic top-ups of this month that were paid or may still be. */
  monthCents: number;
  room: TopUpRoom | undefined;
};

/** Why nothing is charged now, for the customer; undefined: it is due. */
export type WaitingFor = 'balance' | 'monthly_max' | 'new_customer_limit' | 'frozen' | 'under_way' | 'you';

export function waitsFor(auto: AutoTopUp, facts: AutoTopUpFacts): WaitingFor | undefined {
  if (auto.topUpId !== undefined) return 'under_way';
  if (auto.state !== 'on') return 'you';
  if (facts.availableMicroUsd >= auto.belowMicroUsd) return 'balance';
  if (facts.isFrozen) return 'frozen';
  if (auto.monthlyMaxCents !== undefined && facts.monthCents + auto.cents > auto.monthlyMaxCents)
    return 'monthly_max';
  if (facts.room && microUsdOfCents(auto.cents) > facts.room.leftMicroUsd) return 'new_customer_limit';
  return undefined;
}

/** When the calendar month (UTC) of a moment began. */
export const monthStart = (at: number): number => {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
};

/** What of these top-ups counts towards the month's most: the automatic ones that were paid or may still be. */
export const monthCentsOf = (records: readonly TopUpRecord[]): number =>
  records
    .filter(({ kind, state }) => kind === 'automatic' && state !== 'failed' && state !== 'expired')
    .reduce((sum, { cents }) => sum + cents, 0);

type Wish = Pick<AutoTopUp, 'customerId' | 'belowMicroUsd' | 'cents' | 'monthlyMaxCents'>;

/** As the customer sets it: on, whatever paused it before. What is under way is carried on. */
export const newAutoTopUp = (wish: Wish, before: AutoTopUp | undefined, now: number): AutoTopUp => ({
  ...wish,
  version: before?.version ?? 0,
  state: 'on',
  ...(before?.topUpId !== undefined && { topUpId: before.topUpId }),
  setAt: now,
});

export function turnedOff(auto: AutoTopUp): AutoTopUp {
  const { failure: _failure, payTopUpId: _payTopUpId, ...rest } = auto;
  return { ...rest, state: 'off' };
}

/** The wish after one of its top-ups came to an end: on, or paused with the reason. */
export function afterTopUp(auto: AutoTopUp, ended: TopUpRecord, payTopUpId?: string): AutoTopUp {
  const { topUpId: _topUpId, failure: _failure, payTopUpId: _payTopUpId, ...rest } = auto;
  if (auto.state === 'off' || ended.state === 'paid') return rest;
  return {
    ...rest,
    state: 'paused',
    failure: ended.failure ?? { code: ended.state, message: 'It was not paid.' },
    ...(payTopUpId !== undefined && { payTopUpId }),
  };
}

/** The holder paid on the page: the card is good again. */
export function resumed(auto: AutoTopUp): AutoTopUp {
  const { failure: _failure, payTopUpId: _payTopUpId, ...rest } = auto;
  return { ...rest, state: 'on' };
}

export const failureNoCard: TopUpFailure = {
  code: 'no_saved_card',
  message: 'There is no saved card: top up once with save_card.',
};
