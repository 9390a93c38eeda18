import { z } from 'zod';

/**
 * What a car tells its own agent. None of it leaves the car: the market hears how many seconds the car can give and,
 * where it gives none, why in a few coarse words (shared/resting.ts). There is no position here, and an adapter that
 * meets one drops it.
 *
 * A reading is a value and when it was told (`at`, ms since the epoch by the car's clock). What was never told is
 * absent; what is older than its limit counts as unknown. Unknown is never taken for good.
 */
const reading = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({ value, at: z.number().int(), source: z.string().max(60).optional() });

const gears = ['P', 'R', 'N', 'D'] as const;

/** A price of a kilowatt-hour at the plug, from `startsAt` until `endsAt` (ms since the epoch). May be negative. */
export const energyRate = z.strictObject({
  startsAt: z.number().int(),
  endsAt: z.number().int(),
  microUsdPerKwh: z.number().int(),
});
export type EnergyRate = z.infer<typeof energyRate>;

export const signals = z
  .strictObject({
    pluggedIn: reading(z.boolean()),
    charging: reading(z.boolean()),
    /** What charging draws at the plug now, without what computing adds. */
    chargingWatts: reading(z.number().min(0)),
    stateOfChargePercent: reading(z.number().min(0).max(100)),
    chargeLimitPercent: reading(z.number().min(0).max(100)),
    gear: reading(z.enum(gears)),
    /** Somebody sits in the car. */
    userPresent: reading(z.boolean()),
    /** Any door, the trunk or the hood. */
    doorOpen: reading(z.boolean()),
    /** The owner uses the car by its app: unlocks it, warms it up, calls it. */
    appInUse: reading(z.boolean()),
    locked: reading(z.boolean()),
    sentry: reading(z.boolean()),
    /** One is being installed, or is about to be. */
    softwareUpdate: reading(z.boolean()),
    preconditioning: reading(z.boolean()),
    crash: reading(z.boolean()),
    tow: reading(z.boolean()),
    serviceMode: reading(z.boolean()),
    cabinCelsius: reading(z.number()),
    batteryCelsius: reading(z.number()),
    computerCelsius: reading(z.number()),
    /** The car would be awake even if nothing were computed. */
    awake: reading(z.boolean()),
    network: reading(z.enum(['wifi', 'cellular', 'none'])),
    /** The car's own plan. */
    departureAt: reading(z.number().int()),
    /**
     * The draw of the computer while it computes, by a sensor that `source` names. Not told while it is idle: that says
     * nothing of what work costs.
     */
    computerMilliWatts: reading(z.number().min(0)),
    /** From a price feed, in the order of their times. */
    energyRates: reading(z.array(energyRate)),
    /** From the agent's own meters. */
    wearThisMonthMicroUsd: reading(z.number().int().min(0)),
    dataTodayBytes: reading(z.number().int().min(0)),
    /** The owner's word: nothing until then. */
    pausedUntil: reading(z.number().int()),
    /** The owner's word: run what is leased, take no more. */
    finishThenStop: reading(z.boolean()),
  })
  .partial();

export type Signals = z.infer<typeof signals>;
export type SignalName = keyof Signals;
