import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { countText } from '../../../format/amounts.ts';
import { Named } from '../../../parts/named.tsx';
import { Awaited } from '../../../said/awaited.tsx';
import { Said } from '../../../said/said.tsx';
import type { Column } from '../../../table/column.ts';
import { DataTable } from '../../../table/data-table.tsx';
import { fleet } from '../queries.ts';
import { type FleetTrait, fleetTraitNames, fleetTraits, type Group, isChosen } from './fleet-search.ts';

const columns: readonly Column<Group>[] = [
  ...fleetTraitNames.map((trait) => ({
    id: trait,
    header: fleetTraits[trait].name,
    value: fleetTraits[trait].of,
  })),
  { id: 'vehicles', header: 'Vehicles', value: ({ vehicles }) => vehicles, align: 'end' },
];

const nameOf = ({ vehicles: _counted, ...alike }: Group) => Object.values(alike).join(' ');

export const Fleet = () => (
  <section className="part" aria-labelledby="fleet">
    <h2 id="fleet">Fleet</h2>
    <Awaited query={useQuery(fleet)}>
      {({ is_whole: isWhole, groups }) =>
        groups.length === 0 ? (
          <Said kind="empty" title="No vehicle is parked now">
            <p>Those that are parked, plugged in and allowed to work stand here within seconds.</p>
          </Said>
        ) : (
          <Groups groups={groups} isWhole={isWhole} />
        )
      }
    </Awaited>
  </section>
);

function Groups({ groups, isWhole }: { groups: readonly Group[]; isWhole: boolean }) {
  const search = useSearch({ from: '/operator/' });
  const chosen = groups.filter((group) => isChosen(group, search));
  const vehicles = chosen.reduce((sum, group) => sum + group.vehicles, 0);
  return (
    <>
      <div className="row">
        {fleetTraitNames.map((trait) => (
          <Choice key={trait} trait={trait} groups={groups} />
        ))}
      </div>
      <p role="status">
        {isWhole ? '' : 'At least '}
        {countText(vehicles)} {vehicles === 1 ? 'vehicle is' : 'vehicles are'} parked
        {chosen.length < groups.length && ', of those that are chosen'}.
      </p>
      <DataTable name="groups" rows={chosen} columns={columns} rowId={nameOf} />
    </>
  );
}

/** What there is now, and what the address names though there is none of it now. */
function Choice({ trait, groups }: { trait: FleetTrait; groups: readonly Group[] }) {
  const { [trait]: chosen } = useSearch({ from: '/operator/' });
  const navigate = useNavigate({ from: '/operator/' });
  const words = new Set([...groups.map(fleetTraits[trait].of), ...(chosen === undefined ? [] : [chosen])]);
  const choose = (word: string) =>
    navigate({
      search: ({ [trait]: _before, ...others }) => ({ ...others, ...(word !== '' && { [trait]: word }) }),
      replace: true,
    });
  return (
    <Named name={fleetTraits[trait].name}>
      <select className="field" value={chosen ?? ''} onChange={({ target }) => void choose(target.value)}>
        <option value="">any</option>
        {[...words].sort().map((word) => (
          <option key={word} value={word}>
            {word}
          </option>
        ))}
      </select>
    </Named>
  );
}
