/** What of a text may be shown when it must end before the first of some stop strings. */
export type Stopped = { text: string; stopped: boolean };

/**
 * `text` up to the first stop string in it. While more is to come, an end that is `unsettled`, or that may turn out to
 * begin a stop string, is held back.
 */
export function beforeStop(text: string, stops: readonly string[], unsettled?: RegExp): Stopped {
  const settled = text.slice(0, unsettled?.exec(text)?.index);
  const found = stops.map((stop) => settled.indexOf(stop)).filter((index) => index >= 0);
  if (found.length > 0) return { text: settled.slice(0, Math.min(...found)), stopped: true };
  return { text: unsettled ? withoutBegunStop(settled, stops) : settled, stopped: false };
}

function withoutBegunStop(text: string, stops: readonly string[]): string {
  const longest = Math.max(0, ...stops.map((stop) => stop.length - 1));
  for (let length = Math.min(longest, text.length); length > 0; length--)
    if (stops.some((stop) => stop.startsWith(text.slice(-length)))) return text.slice(0, -length);
  return text;
}
