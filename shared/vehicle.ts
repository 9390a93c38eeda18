/** One enrolled car computer. It has no name, no place and no plate: none ever leaves the car. */
export type Vehicle = {
  vehicleId: string;
  ownerId: string;
  /** Raw public keys, base64url: Ed25519 to verify its requests, X25519 to seal leases' keys to it. */
  signingKey: string;
  sealingKey: string;
  hardwareClass: 'AI4' | 'AI5';
  models: string[];
  softwareVersion: string;
  enrolledAt: number;
};
