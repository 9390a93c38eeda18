/**
 * JSON in one form only, so that a signature over it can be checked by whoever reads it: no spaces, an object's names
 * in the order of their UTF-16 units (RFC 8785, whose rule for numbers is JavaScript's own). Names whose value is
 * undefined are left out. A bigint is a string of its digits: JSON's readers lose what is above 2^53.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'bigint') return `"${value}"`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members: Record<string, unknown> = { ...value };
  let text = '';
  // By hand: every entry of the journal passes here.
  for (const name of Object.keys(members).sort()) {
    const member = members[name];
    if (member !== undefined) text += `${text && ','}${JSON.stringify(name)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
}
