import { Link, Outlet } from '@tanstack/react-router';
import { Shortcuts } from '../keyboard/shortcuts.tsx';
import { signOut } from '../sign-in/session.ts';
import { connection } from '../state/connection.ts';
import { useObservable } from '../state/observable.ts';
import { type Place, placesOf } from './places.ts';
import { ThemeChoice } from './theme-choice.tsx';
import { usePerson } from './use-person.ts';

export function Shell() {
  const { name, role } = usePerson();
  return (
    <>
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <LostConnection />
      <div className="shell">
        <header className="bar">
          <Link to="/" className="name">
            Parkade
          </Link>
          <ThemeChoice />
          <span className="who">
            {name} · {role}
          </span>
          <button type="button" className="button" onClick={signOut}>
            Sign out
          </button>
        </header>
        <Places places={placesOf[role]} />
        <main className="main" id="main" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <Shortcuts />
    </>
  );
}

const Places = ({ places }: { places: readonly Place[] }) => (
  <nav className="nav" aria-label="Pages">
    <ul>
      {places.map(({ to, name }) => (
        <li key={to}>
          <Link to={to} activeOptions={{ exact: true, includeSearch: false }}>
            {name}
          </Link>
        </li>
      ))}
      <li>
        <a href="/docs">API reference</a>
      </li>
    </ul>
  </nav>
);

/** Is always there, so that a screen reader hears it come and go. */
function LostConnection() {
  const { isLost } = useObservable(connection);
  return (
    <div role="status" className={isLost ? 'banner' : 'unseen'}>
      {isLost && 'The market can’t be reached. What you see is from before; it goes on by itself.'}
    </div>
  );
}
