import type { Judgement } from '../shared/judgement.ts';
import type { AccountedMarket } from './accounted-market.ts';
import type { AgreedCharter } from './agreed-charter.ts';
import type { Books } from './books.ts';
import type { Emit } from './events.ts';
import type { AgentOptions } from './options.ts';
import type { Parked } from './parked.ts';
import { createJudgementNotes, createSignalNotes } from './signal-notes.ts';
import type { SignalStore } from './signals/signal-store.ts';
import { wordOfParking } from './sources.ts';
import { startWatch } from './watch.ts';

/** Sources take a moment to tell what they know: that nothing is known until then is not worth a note. */
const firstWordMillis = 3_000;
const isUntold = ({ reasons }: Judgement) => reasons[0]?.code.startsWith('missing-') ?? false;

type Watching = {
  books: Books;
  agreed: Pick<AgreedCharter, 'isWithdrawn'>;
  parked: Parked;
  store: SignalStore;
  market: Pick<AccountedMarket, 'isLeased'>;
  emit: Emit;
  now: () => number;
};

/** Milliseconds of a clock that never jumps. */
const monotonic = () => performance.now();

type Watched = Pick<AgentOptions, 'seconds' | 'tasks' | 'waitSeconds' | 'hardwareClass' | 'signals'>;

/** The watch over the owner's rules in a running agent, and SIGUSR2's way to it. */
export function watchOver(options: Watched, { books, parked, store, market, agreed, emit, now }: Watching) {
  const { seconds, tasks, waitSeconds, hardwareClass, signals } = options;
  const noteSignals = createSignalNotes(books.journal);
  const noteJudgement = createJudgementNotes(books.journal);
  const startedAt = monotonic();
  let driverIsBack = false;
  const said = (at: number) => {
    if (signals.length === 0) return wordOfParking(driverIsBack, at);
    return driverIsBack ? { userPresent: { value: true, at, source: 'owner' } } : {};
  };
  const watch = startWatch({
    store,
    parked,
    said,
    now,
    hardwareClass,
    charter: books.rules,
    isWithdrawn: agreed.isWithdrawn,
    word: books.word,
    meters: books.meters,
    isLeased: market.isLeased,
    most: { seconds, tasks, waitSeconds },
    timeZone: books.timeZone,
    onJudged(judgement, known) {
      noteSignals(known, now());
      const isEarly = monotonic() - startedAt < firstWordMillis && isUntold(judgement);
      if (!isEarly) noteJudgement(judgement);
    },
  });
  const toggleDriver = () => {
    driverIsBack = !driverIsBack;
    emit({ event: driverIsBack ? 'driver_returned' : 'parked' });
    books.journal.note({ kind: 'word', word: driverIsBack ? 'driver_returned' : 'driver_left' });
    watch.judge();
  };
  return { watch, toggleDriver };
}
