import { Link, useLocation } from '@tanstack/react-router';

export type TrailStep = { id: string; title: string };

declare module '@tanstack/history' {
  interface HistoryState {
    /** The steps that led to this one, the first one first. */
    trail?: readonly TrailStep[];
  }
}

/** More than lies between a bank's line and a request, twice. */
const stepsKept = 20;

const useTrail = (): readonly TrailStep[] => useLocation({ select: ({ state }) => state.trail }) ?? [];

/** The trail as it is one step further: a step that was gone before leads back to where it was. */
export function useTrailOn(): (step: TrailStep, to: string) => readonly TrailStep[] {
  const trail = useTrail();
  return (step, to) => {
    const on = [...trail, step];
    const before = on.findIndex(({ id }) => id === to);
    return before === -1 ? on.slice(-stepsKept) : on.slice(0, before);
  };
}

/** How one came here, each step a click back. */
export function Trail({ here }: { here: string }) {
  const trail = useTrail();
  if (trail.length === 0) return null;
  return (
    <nav aria-label="Steps so far">
      <ol className="trail">
        {trail.map(({ id, title }, at) => (
          <li key={id}>
            <Link to="/finance/drill" search={{ from: id }} state={{ trail: trail.slice(0, at) }}>
              {title}
            </Link>
          </li>
        ))}
        <li aria-current="step">{here}</li>
      </ol>
    </nav>
  );
}
