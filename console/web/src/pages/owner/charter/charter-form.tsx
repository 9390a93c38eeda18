import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { dataOf, ownerApi } from '../../../api/client.ts';
import { ErrorSaid } from '../../../said/error-said.tsx';
import type { Charter, Charters } from '../queries.ts';
import { DepartureFields } from './departure-fields.tsx';
import { Tick } from './fields.tsx';
import { HoursFields } from './hours-fields.tsx';
import type { Departure } from './preview.ts';
import { PriceFields } from './price-fields.tsx';
import { CarFields, PayFields } from './rules-fields.tsx';
import { Tonight } from './tonight.tsx';
import { WhatIf } from './what-if.tsx';

type Whose = { vehicleId: string | undefined; hardwareClass: 'AI4' | 'AI5' };
type Props = {
  start: Charter;
  present: { version: number; charter: Charter } | undefined;
  consentText: Charters['consent_text'];
  whose: Whose;
  onAgreed: (version: number) => void;
};

const withHours = ({ hours: _, ...rest }: Charter, hours: NonNullable<Charter['hours']>): Charter =>
  hours.length > 0 ? { ...rest, hours } : rest;

/** Changes nothing until it is agreed to. */
export function CharterForm({ start, present, consentText, whose, onAgreed }: Props) {
  const [charter, setCharter] = useState(start);
  const [departure, setDeparture] = useState<Departure>();
  const [isAccepted, setIsAccepted] = useState(false);
  const agree = useAgree(whose.vehicleId, consentText.version, onAgreed);
  const change = (to: Partial<Charter>) => setCharter((now) => ({ ...now, ...to }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    agree.mutate(charter);
  };
  return (
    <form className="part" onSubmit={submit}>
      <Tonight charter={charter} departure={departure} />
      <HoursFields
        hours={charter.hours ?? []}
        change={(hours) => setCharter((now) => withHours(now, hours))}
      />
      <PriceFields tariff={charter.tariff} change={(tariff) => change({ tariff })} />
      <PayFields charter={charter} change={change} />
      <CarFields charter={charter} change={change} />
      <DepartureFields departure={departure} change={setDeparture} />
      <WhatIf charter={charter} present={present} hardwareClass={whose.hardwareClass} />
      <section className="card" aria-labelledby="agree">
        <h2 id="agree">Agree</h2>
        <p>{consentText.text}</p>
        <Tick name="I agree to this, and to the rules above" isOn={isAccepted} change={setIsAccepted} />
        <button type="submit" className="button" data-kind="first" disabled={!isAccepted || agree.isPending}>
          Put in force
        </button>
        {agree.error && <ErrorSaid error={agree.error} />}
      </section>
    </form>
  );
}

function useAgree(
  vehicleId: string | undefined,
  textVersion: Charters['consent_text']['version'],
  onAgreed: (version: number) => void,
) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (charter: Charter) =>
      dataOf(
        await ownerApi.POST('/v1/owner/charters', {
          body: {
            charter,
            ...(vehicleId && { vehicle_ids: [vehicleId] }),
            consent: { accepted: true, text_version: textVersion },
          },
        }),
      ),
    onSuccess: ({ version }) => {
      onAgreed(version);
      return queries.invalidateQueries({ queryKey: ['owner'] });
    },
  });
}
