import { mostWearMicroUsdPerHour } from '../wear.ts';
import { note, notNow, type Rule, until } from './finding.ts';
import { whenKnown } from './freshness.ts';
import { hourMillis, nextDayAt, nextMonthAt } from './local-time.ts';
import { bytesText, usdText } from './words.ts';

/** Wear of a calendar month stays within the owner's budget: computing ends before it can be over it. */
export const withinWearBudget: Rule = (moment) => {
  const { charter, now } = moment;
  const budget = charter.wearBudgetMicroUsdPerMonth;
  if (budget === undefined) return [];
  return whenKnown(moment, 'wearThisMonthMicroUsd', (worn) => {
    if (worn >= budget)
      return [
        notNow(
          'wear-budget',
          `this month's wear is ${usdText(worn)}, your budget is ${usdText(budget)}.`,
          nextMonthAt(charter.timeZone, now),
        ),
      ];
    const hours = (budget - worn) / mostWearMicroUsdPerHour(charter.car);
    const at = now + Math.max(1, Math.floor(hours * hourMillis));
    return [
      until(moment, 'wear-budget', at, `this month's wear may be up to your budget of ${usdText(budget)}.`),
    ];
  });
};

/** A network that is gone costs no data: what is leased goes on. */
export const onAllowedNetwork: Rule = (moment) => {
  if (!moment.charter.network.wifiOnly) return [];
  return whenKnown(moment, 'network', (kind) => {
    if (kind === 'cellular')
      return [notNow('not-on-wifi', 'the car is on its mobile network, and you allow Wi-Fi only.')];
    return kind === 'none' ? [note('no-network', 'There is no network: what is leased goes on.')] : [];
  });
};

/** Data of a calendar day stays under the owner's cap. */
export const underDataCap: Rule = (moment) => {
  const { charter, now } = moment;
  const cap = charter.network.bytesPerDay;
  if (cap === undefined) return [];
  return whenKnown(moment, 'dataTodayBytes', (bytes) => {
    if (bytes < cap) return [];
    const text = `${bytesText(bytes)} were used today, your cap is ${bytesText(cap)}.`;
    return [notNow('data-cap', text, nextDayAt(charter.timeZone, now))];
  });
};
