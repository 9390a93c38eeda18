import { moneyText } from '../../../format/money.ts';
import type { Charter } from '../queries.ts';
import { type Departure, nightOf, spanText } from './night.ts';
import { minutesADay, timeOf, weekdays } from './week.ts';

const kindWords = { embeddings: 'embeddings', chat: 'chat', ocr: 'pages of documents' } as const;
const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** The weekday it is now where the car stands: 0 is Monday. */
export function dayIn(timeZone: string, millis: number): number {
  try {
    const name = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone }).format(millis).toLowerCase();
    return (weekdays as readonly string[]).indexOf(name);
  } catch {
    return 0;
  }
}

function priceWords({ tariff }: Charter): string {
  const ceiling = `${moneyText(tariff.ceilingMicroUsdPerKwh)} a kWh`;
  return `while electricity costs at most ${ceiling}`;
}

/** What the car will do tonight under these rules, as far as anybody but the car can know. */
export function inOneSentence(
  charter: Charter,
  departure?: Departure,
  day: number = dayIn(charter.timeZone, Date.now()),
): string {
  const { computing, charging } = nightOf(charter, day, departure);
  if (computing.length === 0)
    return 'Tonight your car will not compute: no hour of it is allowed at what electricity costs then.';
  const isAlways = computing.some(({ from, to }) => to - from >= minutesADay);
  const when = isAlways ? 'at any hour' : `from ${list.format(computing.map(spanText))}`;
  const charge = charging[0] && `, then charges from ${timeOf(charging[0].from)} for your departure`;
  const kinds = list.format(charter.kinds.map((kind) => kindWords[kind]));
  return (
    `Tonight your car will compute ${kinds} ${when}, plugged in and with nobody in it, ${priceWords(charter)} and an hour ` +
    `leaves you at least ${moneyText(charter.netFloorMicroUsdPerHour)}, and keeps ${charter.stateOfChargeFloorPercent} % ` +
    `of its charge${charge ?? ''}.`
  );
}
