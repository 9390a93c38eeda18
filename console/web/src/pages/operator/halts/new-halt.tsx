import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { dataOf, operatorApi } from '../../../api/client.ts';
import { ConfirmDialog } from '../../../parts/confirm-dialog.tsx';
import { Named } from '../../../parts/named.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import { fleet, halts } from '../queries.ts';
import { hardwareClasses, oneOf, regions } from '../traits.ts';
import { haltedInWords } from './in-words.ts';

const nothing = { hardwareClass: '', version: '', region: '', model: '', reason: '' };
type Fields = typeof nothing;

/** What the API takes of it: what is left empty is not named. */
const bodyOf = ({ hardwareClass, version, region, model, reason }: Fields) => {
  const named = { hardware_class: oneOf(hardwareClasses, hardwareClass), region: oneOf(regions, region) };
  return {
    ...(named.hardware_class && { hardware_class: named.hardware_class }),
    ...(named.region && { region: named.region }),
    ...(version !== '' && { software_version: version }),
    ...(model !== '' && { model }),
    reason,
  };
};

const wordsOf = ({ hardwareClass, version, region, model }: Fields) =>
  haltedInWords({
    hardware_class: oneOf(hardwareClasses, hardwareClass) ?? null,
    region: oneOf(regions, region) ?? null,
    software_version: version || null,
    model: model || null,
  });

export function NewHalt({ made }: { made: (haltId: string) => unknown }) {
  const [fields, setFields] = useState(nothing);
  const [isAsked, setIsAsked] = useState(false);
  const queries = useQueryClient();
  const halt = useMutation({
    mutationFn: async () => dataOf(await operatorApi.POST('/v1/operator/halts', { body: bodyOf(fields) })),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: halts.queryKey });
      await made(id);
    },
    onSettled: () => setIsAsked(false),
  });
  const ask = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
  };
  return (
    <section aria-label="A new halt">
      <form className="row" onSubmit={ask}>
        <Fieldset fields={fields} change={(changes) => setFields({ ...fields, ...changes })} />
        <button type="submit" className="button" data-kind="first" disabled={halt.isPending}>
          Halt…
        </button>
      </form>
      {halt.error && <ErrorSaid error={halt.error} />}
      {isAsked && (
        <ConfirmDialog
          title="Halt them?"
          does="Halt now"
          confirm={() => halt.mutate()}
          close={() => setIsAsked(false)}
        >
          <p>This halts {wordsOf(fields)}, until somebody ends it.</p>
          <p>Their owners read: “{fields.reason}”.</p>
        </ConfirmDialog>
      )}
    </section>
  );
}

function Fieldset({ fields, change }: { fields: Fields; change: (changes: Partial<Fields>) => void }) {
  const versions = useId();
  const { data } = useQuery(fleet);
  const known = new Set(data?.groups.flatMap((group) => group.software_version ?? []));
  return (
    <>
      <Choice
        name="Class"
        all={hardwareClasses}
        value={fields.hardwareClass}
        choose={(hardwareClass) => change({ hardwareClass })}
      />
      <Choice name="Region" all={regions} value={fields.region} choose={(region) => change({ region })} />
      <Named name="Software version">
        <input
          className="field"
          list={versions}
          maxLength={50}
          value={fields.version}
          onChange={({ target }) => change({ version: target.value.trim() })}
        />
      </Named>
      <datalist id={versions}>
        {[...known].map((version) => (
          <option key={version} value={version} />
        ))}
      </datalist>
      <Named name="Model">
        <input
          className="field"
          maxLength={100}
          value={fields.model}
          onChange={({ target }) => change({ model: target.value.trim() })}
        />
      </Named>
      <Named name="Why, in words that owners read">
        <input
          className="field"
          required
          maxLength={300}
          value={fields.reason}
          onChange={({ target }) => change({ reason: target.value })}
        />
      </Named>
    </>
  );
}

const Choice = ({
  name,
  all,
  value,
  choose,
}: {
  name: string;
  all: readonly string[];
  value: string;
  choose: (value: string) => void;
}) => (
  <Named name={name}>
    <select className="field" value={value} onChange={({ target }) => choose(target.value)}>
      <option value="">any</option>
      {all.map((each) => (
        <option key={each} value={each}>
          {each}
        </option>
      ))}
    </select>
  </Named>
);
