/** The key, where it is a command: in a field it is a letter, and with a modifier it is the browser's. */
export function commandOf({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent): string | undefined {
  if (ctrlKey || metaKey || altKey) return undefined;
  return isField(target) ? undefined : key;
}

export const isField = (target: EventTarget | null): target is HTMLElement =>
  target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
