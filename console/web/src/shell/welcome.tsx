import { signIn } from '../sign-in/session.ts';
import { ThemeChoice } from './theme-choice.tsx';

/** Who is not signed in sees this, whatever the address; signing in leads back to it. */
export const Welcome = ({ why }: { why: string | undefined }) => (
  <main className="welcome">
    <h1>Parkade</h1>
    <p>Inference on the idle computers of parked cars: for customers, owners, finance and operators.</p>
    {why && <p role="alert">Signing in did not work: {why}</p>}
    <button type="button" className="button" data-kind="first" onClick={() => void signIn()}>
      Sign in
    </button>
    <p>
      Programs use an API key instead: <a href="/docs">the API reference</a>.
    </p>
    <ThemeChoice />
  </main>
);
