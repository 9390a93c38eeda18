/**
 * Who holds a vehicle's key. Each start of its program is a run with a random id, so that two programs with one key
 * are two runs that are alive at once. A signature alone does not show that: whoever caught a request may deliver it
 * late, whatever time it names, since the car's clock may be wrong. So an older run is asked to sign what only came
 * to be with the latest one (`challenge`). Who is dead can't, who copied a request can't; who can holds the key.
 */
export type Holder = {
  /** The latest run that was let in; absent before the first call. */
  run?: string;
  /** The highest number that was let in, of whatever run. */
  sequence: number;
  /** Runs before it, latest first: none of them is let in again. */
  retiredRuns: readonly string[];
};

export type SignedCall = {
  run: string;
  sequence: number;
  /** It signed the challenge of the run that the table names. */
  answersChallenge: boolean;
};

/**
 * admit: the run goes on. take_over: its program was started anew. replay: a copy, or one that comes late.
 * challenge: refused like a replay, and asked whether it lives. two_holders: the key is in two hands.
 */
export type HolderVerdict = 'admit' | 'take_over' | 'replay' | 'challenge' | 'two_holders';

export function judgeHolder(holder: Holder, { run, sequence, answersChallenge }: SignedCall): HolderVerdict {
  const rises = sequence > holder.sequence;
  if (run === holder.run) return rises ? 'admit' : 'replay';
  if (rises && !holder.retiredRuns.includes(run)) return 'take_over';
  return answersChallenge && holder.run !== undefined ? 'two_holders' : 'challenge';
}

/** One that is older comes in as a new run if its numbers rise; then the run it replaces speaks up. */
const retiredRunsKept = 4;

/** The holder once `call` took over. */
export const takenOver = (
  { run, retiredRuns }: Holder,
  call: Pick<SignedCall, 'run' | 'sequence'>,
): Holder & { run: string } => ({
  run: call.run,
  sequence: call.sequence,
  retiredRuns: [...(run === undefined ? [] : [run]), ...retiredRuns].slice(0, retiredRunsKept),
});
