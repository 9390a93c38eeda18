export const hardwareClasses = ['AI4', 'AI5'] as const;
export type HardwareClass = (typeof hardwareClasses)[number];

/** As coarse as a vehicle's whereabouts are ever told, by its owner and once: no position leaves the car. */
export const regions = ['eu', 'na', 'apac'] as const;
export type Region = (typeof regions)[number];

/** How a vehicle measured the engine of a model. */
export type Benchmark = {
  model: string;
  /** Running seconds of the reference car that it does in a second. */
  speed: number;
  /** Resident memory of the engine with its model loaded. */
  memoryMegabytes: number;
};

/** As fast as the reference car where it did not measure. */
export const speedOf = ({ benchmarks = [] }: Pick<Vehicle, 'benchmarks'>, modelId: string): number =>
  benchmarks.find(({ model }) => model === modelId)?.speed ?? 1;

/** One enrolled car computer. It has no name, no place and no plate: none ever leaves the car. */
export type Vehicle = {
  vehicleId: string;
  ownerId: string;
  /** Raw public keys, base64url: Ed25519 to verify its requests, X25519 to seal leases' keys to it. */
  signingKey: string;
  sealingKey: string;
  hardwareClass: HardwareClass;
  /** Absent: its owner did not say. */
  region?: Region;
  /** Its maker signed for its hardware when it enrolled. */
  attested?: true;
  models: string[];
  softwareVersion: string;
  benchmarks?: Benchmark[] | undefined;
  /** Its owner asked it from afar to finish what it has, and to rest. */
  finishes?: true;
  enrolledAt: number;
};
