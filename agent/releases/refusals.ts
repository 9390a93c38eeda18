/** A manifest that is not to be followed: asking again for the same one would not help. */
export class ManifestRefused extends Error {
  override readonly name = 'ManifestRefused';
}

/** What a server has is not what the manifest names, or there is no room: it is not tried again at once. */
export class DownloadRefused extends Error {
  override readonly name = 'DownloadRefused';
}

/** The owner's rules allow no download now; what is there stays, and is gone on with. */
export class DownloadPaused extends Error {
  override readonly name = 'DownloadPaused';
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
