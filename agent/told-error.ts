/**
 * An error of a call, as it may be told and kept: what follows a `?` in a URL is left out, since it signs for an upload
 * or a download.
 */
export const toldError = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/(https?:\/\/[^\s?]+)\?\S*/g, '$1');
