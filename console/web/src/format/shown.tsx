import { bytesText, countText } from './amounts.ts';
import { moneyExactly, moneyText } from './money.ts';
import { timeFromNow, timeInUtc, timeText } from './time.ts';

/** To the cent; every micro-unit on hover. */
export const Money = ({ microUsd }: { microUsd: number }) => (
  <data value={microUsd} title={moneyExactly(microUsd)}>
    {moneyText(microUsd)}
  </data>
);

/** In the reader's zone; UTC and how long ago on hover. The API counts seconds. */
export const Time = ({ seconds }: { seconds: number }) => (
  <time
    dateTime={new Date(seconds * 1_000).toISOString()}
    title={`${timeInUtc(seconds * 1_000)}, ${timeFromNow(seconds * 1_000, Date.now())}`}
  >
    {timeText(seconds * 1_000)}
  </time>
);

export const Bytes = ({ bytes }: { bytes: number }) => (
  <data value={bytes} title={`${countText(bytes)} bytes`}>
    {bytesText(bytes)}
  </data>
);

export const Count = ({ count }: { count: number }) => <data value={count}>{countText(count)}</data>;
