import { type Estimate, type EstimateInput, estimate, type Range } from './charter/estimate.ts';
import { kinds, standardCharter } from './charter.ts';
import type { EstimateReply, EstimateRequest } from './contract/owner-estimates.ts';
import { loadedMilliWatts } from './energy.ts';

/**
 * A commuter's hours at a plug in a week: 118.8 h at home of which nine tenths plugged in if it is paid for, and
 * 34.3 h at work, plugged in at 15 % of the stays. Assumed, not measured.
 */
const usualHoursPerWeek = { home: 107, work: 5 } as const;
const weeksPerMonth = 365.25 / 12 / 7;

/** What a car may earn at a plug, in a month and in a week, with the sums of an hour. */
export function estimateFor(
  asked: EstimateRequest,
  { tariffMicroUsdPerKwh, policy }: { tariffMicroUsdPerKwh: number; policy: EstimateInput['policy'] },
): EstimateReply {
  const hoursPerWeek = asked.hours_per_week ?? usualHoursPerWeek[asked.plug];
  const energyMicroUsdPerKwh = asked.micro_usd_per_kwh ?? tariffMicroUsdPerKwh;
  const estimated = estimate({
    hardwareClass: asked.hardware_class,
    car: {
      ...standardCharter.car,
      // Room above the rated power: how far it really goes is one of the unknowns.
      computerWatts: (4 * loadedMilliWatts[asked.hardware_class]) / 1_000,
      chemistry: asked.chemistry,
      awakeAnyway: asked.awake_anyway,
    },
    energyMicroUsdPerKwh,
    netFloorMicroUsdPerHour: asked.net_floor_micro_usd_per_hour,
    kinds: asked.kinds ?? [...kinds],
    hoursPerWeek,
    policy,
  });
  return {
    object: 'estimate',
    hours_per_week: hoursPerWeek,
    micro_usd_per_kwh: energyMicroUsdPerKwh,
    per_month: periodOf(estimated, 1),
    per_week: periodOf(estimated, 1 / weeksPerMonth),
    hours: estimated.hours.map(({ kind, grossMicroUsd, netMicroUsd, isRun }) => ({
      kind,
      gross_micro_usd: grossMicroUsd,
      costs_micro_usd: grossMicroUsd - netMicroUsd,
      net_micro_usd: netMicroUsd,
      is_run: isRun,
    })),
    assumptions: estimated.assumptions,
  };
}

function periodOf(estimated: Estimate, share: number): EstimateReply['per_month'] {
  const of = ({ p10, p50, p90 }: Range): Range => ({
    p10: Math.round(p10 * share),
    p50: Math.round(p50 * share),
    p90: Math.round(p90 * share),
  });
  return {
    net_micro_usd: of(estimated.netMicroUsdPerMonth),
    gross_micro_usd: of(estimated.grossMicroUsdPerMonth),
    energy_micro_usd: of(estimated.energyMicroUsdPerMonth),
    energy_watt_hours: of(estimated.energyWattHoursPerMonth),
    wear_micro_usd: of(estimated.wearMicroUsdPerMonth),
    computing_hours: of(estimated.computingHoursPerMonth),
  };
}
