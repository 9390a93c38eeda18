import { newCommand } from '../command.ts';
import type { ModelList, ModelObject } from '../market-objects.ts';
import { openSession } from '../session.ts';
import { type Column, duration, facts, shortUsd, table } from '../wording.ts';
import { give, type World } from '../world.ts';

export const listModels = (world: World) =>
  newCommand(world, 'models', 'What is on sale, at what price, and which vehicles are parked now')
    .argument('[id]', 'one model: its limits and the hashes of its files')
    .action(async (id, options) => {
      const openai = await openSession(world);
      if (id !== undefined) {
        const model = (await openai.models.retrieve(id)) as unknown as ModelObject;
        return give(world, options, { text: modelText(model), document: model });
      }
      const list = (await openai.models.list()) as unknown as ModelList;
      const { object, data } = list;
      give(world, options, { text: modelTable(data), document: { object, data } });
    });

const windows = ['24h', '4h', '1h', 'live'] as const;
const columns: Column[] = ['model', 'for', 'price per', ...windows.map((right) => ({ right })), 'free now'];

/** A row a unit that is charged for; the model and its vehicles on the first of them. */
const modelTable = (models: readonly ModelObject[]) =>
  table(
    columns,
    models.flatMap((model) =>
      pricedUnits(model).map(({ unit, prices }, at) => [
        at === 0 ? model.id : '',
        at === 0 ? purposeOf(model) : '',
        unit,
        ...windows.map((window) => shortUsd(prices[window] ?? 0)),
        at === 0 ? freeNow(model) : '',
      ]),
    ),
  );

const units = {
  input_per_million_tokens_micro_usd: '1M tokens in',
  output_per_million_tokens_micro_usd: '1M tokens out',
  per_thousand_pages_micro_usd: '1,000 pages',
} as const;

function pricedUnits({ x_parkade: { prices } }: ModelObject) {
  const names = Object.keys(units) as (keyof typeof units)[];
  return names
    .map((name) => ({
      unit: units[name],
      prices: Object.fromEntries(windows.map((window) => [window, prices[window]?.[name]])),
    }))
    .filter((priced) => windows.some((window) => (priced.prices[window] ?? 0) > 0));
}

function purposeOf({ x_parkade: { endpoints, prices } }: ModelObject): string {
  if (endpoints.includes('/v1/embeddings')) return 'embeddings';
  return (prices['24h']?.per_thousand_pages_micro_usd ?? 0) > 0 ? 'reading pages' : 'chat';
}

function freeNow({ x_parkade: { availability } }: ModelObject): string {
  const { vehicles, free, wait_seconds } = availability;
  if (vehicles === 0) return 'none parked';
  return free > 0 ? `${free} of ${vehicles}` : `in ${duration(wait_seconds?.p50 ?? 0)}`;
}

function modelText(model: ModelObject): string {
  const { description, endpoints, limits, files } = model.x_parkade;
  return [
    `${model.id}: ${description}`,
    '',
    facts([
      ['endpoint', endpoints.join(', ')],
      ['context', `${limits.context_tokens.toLocaleString('en-US')} tokens`],
      ['free now', freeNow(model)],
      ...files.map(({ name, sha256 }) => ['sha256', `${sha256}  ${name}`] as const),
    ]),
    '',
    modelTable([model]),
  ].join('\n');
}
