/**
 * How a simulated car is used and what it is. Probabilities are 0..1; hours are of the local day; `sigma` of a
 * lognormal is that of the logarithm. The defaults are a commuter whose car is parked 95.5 % of the time, makes 2.57
 * trips a day and stays 8.9 h on average.
 */
export type Commuter = {
  /** Whose hours these are, by its IANA name. */
  timeZone: string;
  tripMinutes: Lognormal;
  commuteChance: number;
  leavesForWorkHour: Bounded;
  workHours: Bounded;
  errandOnReturnChance: number;
  eveningTourChance: number;
  eveningTourHour: Normal;
  /** Of a first and of a second tour on a day of the weekend. */
  weekendTourChances: readonly [number, number];
  weekendTourHours: readonly [morning: Normal, afternoon: Normal];
  /** Where a day of the weekend has one tour only. */
  afternoonChance: number;
  /** That a tour goes on to another stop before it goes home. */
  secondStopChance: number;
  errandHours: Lognormal & { max: number };
  /** A car that comes home late leaves again so much later at the earliest. */
  turnaroundMinutes: number;
  plugChance: Record<Place, number>;
  noNetworkChance: Record<Place, number>;
  /** That the app warms the car up or cools it down before it leaves home. */
  preconditioningChance: number;
  softwareUpdatesPerYear: number;
  car: {
    packKwh: number;
    /** What the plug can give, kW. */
    plugKw: Record<Place, number>;
    /** What the car's own charger takes, kW at the plug. */
    chargerKw: number;
    chargeLimitPercent: number;
    startPercent: number;
    /** Mean draw of the pack on a trip. */
    drivingKw: number;
  };
  climate: {
    meanCelsius: number;
    /** Half the difference between July and January. */
    seasonCelsius: number;
    /** Half the difference between afternoon and night. */
    dayCelsius: number;
    /** From one day to the next. */
    weatherCelsius: number;
    /** What the sun adds in a closed car at noon in summer. */
    sunCelsius: number;
  };
};

export type Place = 'home' | 'work' | 'errand';
type Lognormal = { median: number; sigma: number };
type Normal = { mean: number; sd: number };
type Bounded = Normal & { min: number; max: number };

/** The plug-in probabilities are assumptions: as of today, where nobody is paid for it. */
export const commuter: Commuter = {
  timeZone: 'UTC',
  tripMinutes: { median: 20, sigma: 0.68 },
  commuteChance: 0.8,
  leavesForWorkHour: { mean: 7.75, sd: 0.8, min: 5, max: 11 },
  workHours: { mean: 8.6, sd: 1.1, min: 3, max: 12 },
  errandOnReturnChance: 0.35,
  eveningTourChance: 0.35,
  eveningTourHour: { mean: 18.75, sd: 1 },
  weekendTourChances: [0.675, 0.45],
  weekendTourHours: [
    { mean: 11, sd: 2 },
    { mean: 16.5, sd: 1.5 },
  ],
  afternoonChance: 0.35,
  secondStopChance: 0.15,
  errandHours: { median: 0.8, sigma: 0.94, max: 8 },
  turnaroundMinutes: 15,
  plugChance: { home: 0.45, work: 0.15, errand: 0.03 },
  noNetworkChance: { home: 0, work: 0, errand: 0.1 },
  preconditioningChance: 0.2,
  softwareUpdatesPerYear: 12,
  car: {
    packKwh: 75,
    plugKw: { home: 7.4, work: 11, errand: 22 },
    chargerKw: 11,
    chargeLimitPercent: 80,
    startPercent: 70,
    drivingKw: 7.5,
  },
  climate: { meanCelsius: 11, seasonCelsius: 9, dayCelsius: 5, weatherCelsius: 3, sunCelsius: 20 },
};

/** Who plugs in because it is paid: 0.9 at home. */
export const paidCommuter: Commuter = { ...commuter, plugChance: { ...commuter.plugChance, home: 0.9 } };
