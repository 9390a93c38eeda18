import '../../styles/page.css';
import { PageHead } from '../page-head.tsx';
import { Fleet } from './overview/fleet.tsx';
import { Lanes } from './overview/lanes.tsx';

export const OperatorOverview = () => (
  <>
    <PageHead
      title="Overview"
      says="Who is parked now, and what waits for them. No vehicle's place is known."
    />
    <Fleet />
    <Lanes />
  </>
);
