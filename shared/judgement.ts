/** What a charter says of a moment: judged in the car, and shown to its owner in these very words. */
export type Judgement = {
  /** Computing is allowed from now until then (ms since the epoch), if nothing changes; null: not now. */
  eligibleUntil: number | null;
  /** While not eligible: when it may become so by the clock alone, if that is known. */
  mayChangeAt: number | null;
  /** What the computer may draw. 0 while not eligible. */
  watts: number;
  /** Why not, or until when and why no longer. Never empty. The first is the weightiest. */
  reasons: readonly Reason[];
};

export type Reason = {
  /** Stable, for logs and tests: `not-plugged-in`, `price-above-ceiling`, ... */
  code: string;
  /** A sentence for the owner: "The cable is not plugged in." */
  text: string;
  /**
   * `stop`: a person or a danger is there, the engine stops at once. `no`: not now by the owner's rules; what runs
   * stops as well. `until`: allowed, and this ends it at `at`. `note`: good to know.
   */
  weight: 'stop' | 'no' | 'until' | 'note';
  /** ms since the epoch. */
  at?: number;
};
