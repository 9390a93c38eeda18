import { Refusal } from '../../../shared/refusal.ts';

const parkedAgainSeconds = 60;

/** Why a call can't be served now, and when it is worth trying again. `freeAt`: when a vehicle with the model is free. */
export function noVehicle(model: string, freeAt: number | undefined, now: number): Refusal {
  if (freeAt === undefined)
    return new Refusal(
      'no_vehicle_available',
      `No vehicle that runs '${model}' is parked now. The call was not charged. Try again later, or send it as a batch.`,
      { retryAfterSeconds: parkedAgainSeconds },
    );
  const seconds = Math.max(1, Math.ceil((freeAt - now) / 1_000));
  return new Refusal(
    'no_vehicle_available',
    `Every vehicle that runs '${model}' is busy for about ${seconds} s. The call was not charged. Try again then, or send it as a batch.`,
    { retryAfterSeconds: seconds },
  );
}

/** One was there, and did not answer in time. */
export const notInTime = (): Refusal =>
  new Refusal(
    'no_vehicle_available',
    'No vehicle could serve this call in time. It was not charged. Try again, or send it as a batch.',
    { retryAfterSeconds: 30 },
  );
