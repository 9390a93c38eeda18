/**
 * What can become of one call that a client makes, as its caller sees it. The simulator and the faults through the real
 * clients use the same words.
 *
 * - `fails_before`: it never arrived; the caller gets an error.
 * - `fails_after`: it was carried out, and the answer was lost; the caller gets an error.
 * - `doubled`: it was carried out twice, as by a client that tried again after a lost answer; the caller gets the
 *   second answer.
 * - `throttled`: turned away before anything was done, with the service's own error for too many calls.
 * - `conflict`: turned away before anything was done, since another call works on the same thing.
 */
export const faultKinds = ['fails_before', 'fails_after', 'doubled', 'throttled', 'conflict'] as const;
export type FaultKind = (typeof faultKinds)[number];
