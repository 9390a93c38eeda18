import '../../styles/page.css';
import { PageHead } from '../page-head.tsx';
import { Erasure } from './account/erasure.tsx';
import { Export } from './account/export.tsx';
import { Reward } from './account/reward.tsx';

export const OwnerAccount = () => (
  <>
    <PageHead title="Account" />
    <Reward />
    <Export />
    <Erasure />
  </>
);
