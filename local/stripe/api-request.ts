/** A call of the API. */
export interface ApiRequest {
  method: string;
  /** As called ("/v1/transfers/tr_1") and as routed ("/v1/transfers/:id"). */
  url: string;
  route: string;
  path: Record<string, string>;
  params: unknown;
  /** As called, without the question mark. */
  query: string;
  origin: string;
  headers: { authorization?: string; stripeAccount?: string; idempotencyKey?: string };
}
