import { createHash, timingSafeEqual } from 'node:crypto';
import { Refusal } from '../../shared/refusal.ts';

/** A function's URL is public: only the front door, which limits and logs, knows what to send along. */
export function refuseUnlessFromFrontDoor(header: string | undefined, originSecret: string): void {
  if (!timingSafeEqual(sha256(header ?? ''), sha256(originSecret)))
    throw new Refusal('not_allowed', "Call the market by its public address, not its functions' own.");
}

/** Of one length, whatever was sent, so that a comparison takes one time. */
const sha256 = (text: string) => createHash('sha256').update(text).digest();
