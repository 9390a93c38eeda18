import '../../styles/page.css';
import { useQuery } from '@tanstack/react-query';
import { Together } from '../../said/together.tsx';
import { PageHead } from '../page-head.tsx';
import { AutoTopUpPart } from './billing/auto-top-up.tsx';
import { autoTopUp } from './billing/billing-queries.ts';
import { Invoices } from './billing/invoices.tsx';
import { Refunds } from './billing/refunds.tsx';

export const CustomerBilling = () => (
  <>
    <PageHead
      title="Billing"
      says="The saved card, what is asked for and what goes back. Top-ups stand in the overview."
    />
    <Together queries={[useQuery(autoTopUp)]}>
      <AutoTopUpPart />
      <Invoices />
      <Refunds />
    </Together>
  </>
);
