import type { QuoteObject } from '../../shared/contract/quotes.ts';

type Window = NonNullable<QuoteObject['windows']>[number]['completion_window'];

/** From the cheapest on. */
export const windows = ['24h', '4h', '1h'] as const satisfies readonly Window[];
