import { Link } from '@tanstack/react-router';
import { Said } from './said.tsx';

export const NotFound = () => (
  <Said kind="empty" title="There is no such page">
    <p>The address may be misspelt, or from an older version.</p>
    <Link to="/">Go to the beginning</Link>
  </Said>
);
