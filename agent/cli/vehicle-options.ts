import { type AgentOptions, type OptionName, readAgentOptions } from '../options.ts';
import { readSettings, type Settings } from '../settings.ts';
import { dataDirOf, newCommand } from './command.ts';
import { usageFailure, type World } from './world.ts';

const listed = (text: string): string[] => text.split(',').filter((each) => each !== '');

/** The options that say where the market is and what this vehicle is. */
export const vehicleOptions = (world: World, name: string, summary: string) =>
  newCommand(world, name, summary)
    .option('--base-url <url>', 'the market, ending in /v1')
    .option('--models <models>', 'comma separated; all that ship with the agent if left out', listed)
    .option('--upstreams <file>', 'JSON file of models that another OpenAI-compatible server runs')
    .option('--manifest <url>', 'where a signed manifest lies: models are downloaded by it, and agents')
    .option('--manifest-keys <file>', 'JWKS of those who may sign it (those that ship with the agent)')
    .option('--model-cache-gigabytes <size>', 'most to keep of what was downloaded (20)')
    .option('--class <class>', 'AI4 or AI5')
    .option('--region <region>', 'eu, na or apac, if its owner wants to say')
    .option('--attestation <file>', "its maker's signed word about its hardware");

/** The same, and what is judged in the car: rules, signals, prices. */
export const judgedOptions = (world: World, name: string, summary: string) =>
  vehicleOptions(world, name, summary)
    .option('--charter <file>', "the owner's rules (charter.json in the data folder, where it lies there)")
    .option('--signals <source>', "where the car's signals come from; may be given several times", collected)
    .option('--price-feed <feed>', 'where prices of electricity come from');

const collected = (value: string, before: string[] = []): string[] => [...before, value];

type Given = { [Name in OptionName | 'class']?: unknown };

/** Of the command line, the environment and, where `goesBy` takes it, what `enroll` kept. */
export async function optionsFor(
  world: World,
  { class: hardwareClass, ...given }: Given,
  goesBy = (kept: Settings) => kept,
): Promise<AgentOptions> {
  const dir = dataDirOf(world, given.dataDir as string | undefined);
  const kept = goesBy(await readSettings(dir.settings));
  try {
    return readAgentOptions({ ...given, hardwareClass, dataDir: dir.root }, world.environment, kept);
  } catch (error) {
    throw usageFailure(error instanceof Error ? error.message : String(error));
  }
}
