import { Said } from '../../said/said.tsx';
import { PageHead } from '../page-head.tsx';

export const OperatorOverview = () => (
  <>
    <PageHead title="Overview" />
    <Said kind="empty" title="Nothing to see here yet">
      <p>This part of the console is being built. The API has it all already.</p>
    </Said>
  </>
);
