import type { components } from '../../../api/schema.ts';
import { countText } from '../../../format/amounts.ts';
import { Named } from '../../../parts/named.tsx';

export type Model = components['schemas']['Model'];

type Props = { models: readonly Model[]; id: string; choose: (id: string) => void };

/** Which model, and how many vehicles that have it are parked now: with none, a call waits for one. */
export function ModelChoice({ models, id, choose }: Props) {
  const parked = models.find((model) => model.id === id)?.x_parkade.availability.vehicles;
  return (
    <div className="row">
      <Named name="Model">
        <select className="field" value={id} onChange={({ target }) => choose(target.value)}>
          {models.map((each) => (
            <option key={each.id}>{each.id}</option>
          ))}
        </select>
      </Named>
      {parked !== undefined && (
        <span className={parked === 0 ? 'bad' : 'soft'}>
          Vehicles parked with it now: {countText(parked)}
        </span>
      )}
    </div>
  );
}
