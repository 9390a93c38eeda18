import { type Charter, standardCharter } from '../../shared/charter.ts';

/** One that an owner may agree to at the market: times of departure stay in the car. */
export const charter: Charter = {
  ...standardCharter,
  departure: { ...standardCharter.departure, weekly: [], dated: [] },
};
export const consent = { accepted: true, text_version: '1' };
