import { moneyText } from '../../../format/money.ts';
import type { Charter } from '../queries.ts';
import { clockOf, type Preview, spanText } from './preview.ts';

const kindWords = { embeddings: 'embeddings', chat: 'chat', ocr: 'pages of documents' } as const;
const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** The car says its reasons of a moment. Without any, all that is allowed is before the departure. */
const whyNot = (forbidden: Preview['forbidden']): string =>
  [...new Set(forbidden.map(({ message }) => message.replace(/^Not now: /, '')))].join(' ') ||
  'it charges for your departure.';

/** What the car will do tonight under these rules, as far as anybody but the car can know. */
export function inOneSentence(charter: Charter, preview: Preview): string {
  const { computing, charging, forbidden, starts_at: noon, ends_at: nextNoon } = preview;
  const { timeZone, tariff } = charter;
  if (computing.length === 0) return `Tonight your car will not compute: ${whyNot(forbidden)}`;
  const isAlways = computing.some((span) => span.starts_at === noon && span.ends_at === nextNoon);
  const when = isAlways
    ? 'at any hour'
    : `from ${list.format(computing.map((span) => spanText(timeZone, span)))}`;
  const charge =
    charging[0] && `, then charges from ${clockOf(timeZone, charging[0].starts_at)} for your departure`;
  const kinds = list.format(charter.kinds.map((kind) => kindWords[kind]));
  return (
    `Tonight your car will compute ${kinds} ${when}, plugged in and with nobody in it, while electricity costs at most ` +
    `${moneyText(tariff.ceilingMicroUsdPerKwh)} a kWh and an hour leaves you at least ` +
    `${moneyText(charter.netFloorMicroUsdPerHour)}, and keeps ${charter.stateOfChargeFloorPercent} % of its ` +
    `charge${charge ?? ''}.`
  );
}
