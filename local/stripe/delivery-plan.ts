import { z } from 'zod';

/** Body of POST /_test/deliveries: what the network does to webhooks from now on; what is absent is as usual. */
export const deliveryParams = z.object({
  /** Sent, held back until another plan, or never sent. */
  mode: z.enum(['send', 'hold', 'drop']).default('send'),
  /** How often each event is sent. */
  copies: z.number().int().min(1).max(10).default(1),
  /** How many of the copies get lost on the way, 0 to 1. */
  dropShare: z.number().min(0).max(1).default(0),
  /** The events that were held back come in any order, copies among them. */
  shuffles: z.boolean().default(false),
  /** Of the chance in it: the same seed does the same to the same events. */
  seed: z.number().int().default(1),
  /** Sent with this `livemode`; the events themselves stay as they are. */
  livemode: z.boolean().exactOptional(),
});

/** Body of POST /_test/events/:id/send. */
export const resendParams = z.object({
  copies: z.number().int().min(1).max(10).default(1),
  livemode: z.boolean().exactOptional(),
});

type DeliveryParams = z.infer<typeof deliveryParams>;

/** Decides how often and in which order things are delivered; chance comes from the seed alone. */
export class DeliveryPlan {
  readonly params: DeliveryParams;
  #state: number;

  constructor(params: Partial<DeliveryParams> = {}) {
    this.params = deliveryParams.parse(params);
    this.#state = this.params.seed;
  }

  /** The copies that arrive, of each thing as often as it arrives. */
  copiesOf<T>(things: readonly T[]): T[] {
    const { copies, dropShare } = this.params;
    return things
      .flatMap((thing) => Array.from({ length: copies }, () => thing))
      .filter(() => dropShare === 0 || this.#chance() >= dropShare);
  }

  shuffled<T>(things: readonly T[]): T[] {
    return things
      .map((thing) => ({ thing, rank: this.#chance() }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ thing }) => thing);
  }

  // A linear congruential generator (Numerical Recipes' constants): good enough to shuffle, the same everywhere.
  #chance(): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#state / 2 ** 32;
  }
}
