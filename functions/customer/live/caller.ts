import type { CallerKey } from '../../edge/http.ts';

/** Who calls, and with which key. */
export type Caller = { customerId: string } & CallerKey;
