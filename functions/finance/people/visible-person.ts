import type { FinancePersonReply } from '../../../shared/contract/finance-people.ts';
import type { FinancePerson } from '../../adapters/finance-people.ts';

export const visiblePerson = (person: FinancePerson): FinancePersonReply => ({
  object: 'finance_person',
  id: person.personId,
  name: person.name,
  email: person.email,
  may: [...person.may],
  asked: [...(person.asked ?? [])],
  let_in_by: person.letInBy ?? null,
  confirmed_by: person.confirmedBy ?? null,
  created_at: person.createdAt,
  revoked_at: person.revokedAt ?? null,
});
