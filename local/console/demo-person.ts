/** Somebody who may sign in here by one click; AWS has Cognito's users instead. */
export type DemoPerson = {
  /** What the provider calls them: `sub`. */
  id: string;
  name: string;
  /** What they do, in a few words. */
  does: string;
  role: 'customer' | 'owner' | 'finance' | 'operator';
  /** Whose things they see: the customer's, owner's or finance person's id in the API. */
  principalId: string;
};

type Seeded = { customer?: { customerId: string }; owners: readonly { ownerId: string; name: string }[] };

/** One for each role, and two of finance: what one makes, the other approves. */
export function demoPeople({ customer, owners }: Seeded): DemoPerson[] {
  const [owner] = owners;
  return [
    {
      id: 'demo-customer',
      name: 'Demo customer',
      does: 'Customer: sends batches and pays for them',
      role: 'customer',
      principalId: customer?.customerId ?? '',
    },
    {
      id: 'demo-owner',
      name: owner?.name ?? 'Demo owner',
      does: 'Owner: has vehicles and is paid',
      role: 'owner',
      principalId: owner?.ownerId ?? '',
    },
    {
      id: 'demo-finance',
      name: 'Demo finance',
      does: 'Finance: makes payouts and corrections',
      role: 'finance',
      principalId: 'finance',
    },
    {
      id: 'demo-approver',
      name: 'Demo approver',
      does: 'Finance: approves what another made',
      role: 'finance',
      principalId: 'approver',
    },
    {
      id: 'demo-operator',
      name: 'Demo operator',
      does: 'Operator: looks after fleet and queues',
      role: 'operator',
      principalId: 'operator',
    },
  ];
}
