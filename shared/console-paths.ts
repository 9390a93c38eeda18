const parts = ['customer', 'owner', 'finance', 'operator'];

/**
 * What the console answers at the market's address. Every other path is the API's, and so is its "not found". As a
 * front door takes them: `*` stands for anything.
 */
export const consolePaths = {
  /** All are the one page, which draws what its address says. */
  pages: ['/', '/signed-in', ...parts.flatMap((part) => [`/${part}`, `/${part}/*`])],
  /** Named by the hash of their content: what has one of these names never changes. */
  assets: ['/assets/*'],
  files: ['/favicon.svg', '/theme.js', '/licenses.md'],
  /** What the pages are told of where they are: each deployment puts its own beside them. */
  settings: ['/console.json'],
} as const;

/** Of the path of a page. */
export const pagePath = new RegExp(`^/(signed-in|(${parts.join('|')})(/.*)?)?$`);

/** What a browser may keep without asking again. */
export const keptFor = {
  assets: 'public, max-age=31536000, immutable',
  others: 'no-cache',
} as const;
