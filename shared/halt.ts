import type { HardwareClass, Region, Vehicle } from './vehicle.ts';

/**
 * The kill switch: what it names gets no lease and no renewal, until it is ended. All that is given must be true of a
 * vehicle; a lease lasts at most 20 minutes, so by then none is alive.
 */
export type Halt = {
  haltId: string;
  softwareVersion?: string;
  hardwareClass?: HardwareClass;
  /** Vehicles whose owners said nothing of where they are may be there too: they are halted as well. */
  region?: Region;
  /** Halts this model alone, on the vehicles that the rest names. */
  model?: string;
  /** In words that owners read. */
  reason: string;
};

type Halted = Pick<Vehicle, 'softwareVersion' | 'hardwareClass' | 'region'>;

const namesVehicle = (halt: Halt, vehicle: Halted): boolean =>
  (halt.softwareVersion === undefined || halt.softwareVersion === vehicle.softwareVersion) &&
  (halt.hardwareClass === undefined || halt.hardwareClass === vehicle.hardwareClass) &&
  (halt.region === undefined || vehicle.region === undefined || halt.region === vehicle.region);

/** The halt that keeps this vehicle from running this model. */
export const haltOf = (halts: readonly Halt[], vehicle: Halted, model: string): Halt | undefined =>
  halts.find((halt) => namesVehicle(halt, vehicle) && (halt.model === undefined || halt.model === model));

/** What is left of the models that a vehicle offers, and the halt that took the first of the others. */
export function allowedModels(
  halts: readonly Halt[],
  vehicle: Halted,
  models: readonly string[],
): { models: string[]; halt: Halt | undefined } {
  const judged = models.map((model) => ({ model, halt: haltOf(halts, vehicle, model) }));
  return {
    models: judged.flatMap(({ model, halt }) => (halt ? [] : model)),
    halt: judged.find(({ halt }) => halt)?.halt,
  };
}
