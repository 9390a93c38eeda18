import { Said } from './said.tsx';

export const Loading = () => <Said kind="loading" title="Loading…" />;
