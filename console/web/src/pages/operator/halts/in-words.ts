import type { Halt } from '../queries.ts';

type Named = Pick<Halt, 'software_version' | 'hardware_class' | 'region' | 'model'>;

/** "vehicles of class AI4 in eu, for the model parkade-embed-1". */
export function haltedInWords({ software_version: version, hardware_class, region, model }: Named): string {
  const which = [
    ...(hardware_class ? [`of class ${hardware_class}`] : []),
    ...(version ? [`with software ${version}`] : []),
    ...(region ? [`in ${region}, or with no region stated`] : []),
  ];
  const vehicles = which.length > 0 ? `vehicles ${which.join(' ')}` : 'all vehicles';
  return model ? `${vehicles}, for the model ${model}` : vehicles;
}
