import { judge } from '../../../shared/charter/judge.ts';
import type { Charter } from '../../../shared/charter.ts';
import type { EnergyRate, SignalName } from '../../../shared/signals.ts';
import { goodSignals, monday, plainCharter, type SignalValues } from './good-moment.ts';

export const hour = 3_600_000;
export const minute = 60_000;
/** Wall time of Berlin, in winter. */
export const berlin = (text: string) => Date.parse(`${text}+01:00`);

export type Case = {
  rules?: Partial<Charter>;
  but?: { [Name in SignalName]?: SignalValues[Name] | undefined } | undefined;
  now?: number;
};
export const judged = ({ rules, but, now = monday }: Case, signals = goodSignals(but, now)) =>
  judge({ ...plainCharter, ...rules }, signals, now);

export const plan = (targetPercent: number, rules: Partial<Charter> = {}): Partial<Charter> => ({
  ...rules,
  departure: { ...plainCharter.departure, weekly: [{ days: ['tue'], at: '07:00', targetPercent }] },
});
export const rate = (startsInHours: number, endsInHours: number, microUsdPerKwh: number): EnergyRate => ({
  startsAt: monday + startsInHours * hour,
  endsAt: monday + endsInHours * hour,
  microUsdPerKwh,
});
export const dynamic = { tariff: { kind: 'dynamic', ceilingMicroUsdPerKwh: 300_000 } } as const;
export const evening: Partial<Charter> = {
  tariff: {
    kind: 'time-of-use',
    windows: [
      { days: ['mon'], from: '17:00', to: '21:00', microUsdPerKwh: 410_000 },
      { days: ['mon'], from: '21:00', to: '22:00', microUsdPerKwh: 350_000 },
      { days: ['tue'], from: '06:30', to: '09:00', microUsdPerKwh: 325_500 },
    ],
    otherwiseMicroUsdPerKwh: 187_000,
    ceilingMicroUsdPerKwh: 300_000,
  },
};
