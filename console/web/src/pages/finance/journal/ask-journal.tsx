import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Named } from '../../../parts/named.tsx';
import { daysOf, spanOf } from './journal-days.ts';
import type { JournalSearch } from './journal-search.ts';

type Fields = { from: string; to: string; accounts: string; kind: string };
const names = {
  from: 'From (UTC)',
  to: 'To (UTC)',
  accounts: 'Accounts, such as customer/*',
  kind: 'Kind of entry, such as top-up',
} as const;

export function AskJournal({ asked }: { asked: JournalSearch }) {
  const [fields, setFields] = useState<Fields>(() => ({
    ...daysOf(asked),
    accounts: asked.accounts ?? '',
    kind: asked.kind ?? '',
  }));
  const navigate = useNavigate();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { accounts, kind, ...days } = fields;
    const search = { ...spanOf(days), ...(accounts && { accounts }), ...(kind && { kind }) };
    void navigate({ to: '/finance/journal', search });
  };
  const field = (name: keyof Fields, type: 'date' | 'text') => (
    <Named name={names[name]}>
      <input
        className="field"
        type={type}
        required={type === 'date'}
        value={fields[name]}
        onChange={({ target }) => setFields({ ...fields, [name]: target.value.trim() })}
      />
    </Named>
  );
  return (
    <form className="row" onSubmit={submit}>
      {field('from', 'date')}
      {field('to', 'date')}
      {field('accounts', 'text')}
      {field('kind', 'text')}
      <button type="submit" className="button" data-kind="first">
        Look
      </button>
    </form>
  );
}
