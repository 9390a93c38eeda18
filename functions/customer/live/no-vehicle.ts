import { Refusal } from '../../../shared/refusal.ts';
import { type Routing, routingInWords } from '../../../shared/routing.ts';

const parkedAgainSeconds = 60;

/** What a vehicle must have to serve a call. */
export type Wanted = { model: string; routing: Routing | undefined };

/** Why a call can't be served now, and when it is worth trying again. `freeAt`: when such a vehicle is free. */
export function noVehicle({ model, routing }: Wanted, freeAt: number | undefined, now: number): Refusal {
  const vehicle = `vehicle${routing ? ` ${routingInWords(routing)}` : ''} that runs '${model}'`;
  if (freeAt === undefined)
    return new Refusal(
      'no_vehicle_available',
      `No ${vehicle} is parked now. The call was not charged. Try again later, or send it as a batch.`,
      { retryAfterSeconds: parkedAgainSeconds },
    );
  const seconds = Math.max(1, Math.ceil((freeAt - now) / 1_000));
  return new Refusal(
    'no_vehicle_available',
    `Every ${vehicle} is busy for about ${seconds} s. The call was not charged. Try again then, or send it as a batch.`,
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
