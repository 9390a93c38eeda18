/** What the API answered instead of what was asked for: OpenAI's error object. */
export class ApiFailure extends Error {
  readonly status: number;
  readonly code: string | undefined;
  readonly requestId: string | undefined;

  constructor({ status, headers }: Response, body: unknown) {
    const error = (body as { error?: { message?: string; code?: string | null } } | undefined)?.error;
    super(error?.message ?? `The market answered with ${status}.`);
    this.name = 'ApiFailure';
    this.status = status;
    this.code = error?.code ?? undefined;
    this.requestId = headers.get('x-request-id') ?? undefined;
  }
}

/** The market was not reached at all, or is not itself. */
export class ConnectionLost extends Error {
  override name = 'ConnectionLost';
}
