import type { Books } from './books.ts';
import type { AgentEvent, Emit } from './events.ts';
import type { Progress } from './progress.ts';
import type { Watch } from './watch.ts';

type Hearing = { progress: Progress; books: Books; watch: Watch };

/** What the loop tells goes to its operator, to the progress and into the car's own log. */
export function hearing(emit: Emit, { progress, books, watch }: Hearing): Emit {
  return (event) => {
    emit(event);
    progress.hear(event);
    note(books, event);
    // A last task may have ended.
    if (event.event === 'handed_in') watch.judge();
  };
}

function note({ journal }: Books, event: AgentEvent): void {
  if (event.event === 'ran') {
    const { event: _, ...ran } = event;
    journal.note({ kind: 'ran', ...ran });
  } else if (event.event === 'engine_fault')
    journal.note({ kind: 'fault', what: event.model, text: event.error });
  else if (event.event === 'release_fault')
    journal.note({ kind: 'fault', what: 'manifest', text: event.error });
  else if (event.event === 'task_fault')
    journal.note({ kind: 'fault', what: event.taskId, text: event.error });
  else if (event.event === 'spool_fault') journal.note({ kind: 'fault', what: 'disk', text: event.error });
}
