import { Link, Outlet } from '@tanstack/react-router';
import { Said } from '../said/said.tsx';
import type { Role } from '../sign-in/person.ts';
import { usePerson } from './use-person.ts';

/** Courtesy, not protection: the API gives another's data to nobody, whatever a page asks for. */
export function OwnPart({ of }: { of: Role }) {
  const { role, name } = usePerson();
  if (role === of) return <Outlet />;
  return (
    <Said kind="empty" title="This part is not yours">
      <p>
        It is for the role “{of}”; you are signed in as {name}, whose role is “{role}”.
      </p>
      <Link to="/">Go to your own part</Link>
    </Said>
  );
}
