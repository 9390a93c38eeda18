/**
 * One call of finance's or an operator's that changes something or takes data out: who, what, when and what came of it.
 * Never a payload, never a secret: the body is told by its hash.
 */
export type AuditRecord = {
  requestId: string;
  /** Milliseconds since the epoch. */
  at: number;
  personId: string;
  method: string;
  path: string;
  /** Ids that the call named, and those that it made. */
  ids: readonly string[];
  /** SHA-256, in hex, of the body's bytes; null where there is none. */
  bodySha256: string | null;
  /** The answer's HTTP status. Null: the call is under way, or broke off before it was answered. */
  status: number | null;
};

const exports = /^\/v1\/finance\/((exports|statements|tax)(\/|$)|(entries|journal)$)/;
const reports = /^\/v1\/finance\/reports\//;

/** Whether the trail tells of the call: all that is more than looking, and what takes data out of the house. */
export const isAudited = (method: string, path: string, format?: string): boolean =>
  (method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS') ||
  exports.test(path) ||
  // Looked at they are figures on a screen; as files they go elsewhere.
  (reports.test(path) && (format === 'csv' || format === 'pdf'));

const idsAtMost = 20;
const idPattern = /^[A-Za-z0-9][\w./:~-]{1,119}$/;

/** The ids in a path and in the named fields of a body, in this order, each once. Values of any other field stay out. */
export function idsIn(path: string, ...bodies: readonly unknown[]): string[] {
  const inPath = path
    .split('/')
    .slice(4)
    .filter((word) => /[_\d]/.test(word) && idPattern.test(word));
  return [...new Set([...inPath, ...bodies.flatMap(namedIds)])].slice(0, idsAtMost);
}

/** `id`, `ownerId`, `owner_id`, and lists of such: `ids`, `owner_ids`. */
const isIdName = (name: string) => /(^|_)ids?$|Ids?$/.test(name);

function namedIds(body: unknown): string[] {
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body)
    .filter(([name]) => isIdName(name))
    .flatMap(([, value]) => (Array.isArray(value) ? value : [value]))
    .filter((value): value is string => typeof value === 'string' && idPattern.test(value));
}
