/** Three numbers, as semantic versions have them, and nothing else: they are compared as numbers. */
export const softwareVersionPattern = /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})$/;

/** Below zero where `left` is the older one. */
export function compareVersions(left: string, right: string): number {
  const others = right.split('.').map(Number);
  for (const [at, number] of left.split('.').map(Number).entries()) {
    const difference = number - (others[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
