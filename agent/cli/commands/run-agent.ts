import { AgentRunsAlready } from '../../control.ts';
import { type OptionName, readAgentOptions } from '../../options.ts';
import { runAgent } from '../../run-agent.ts';
import { readSettings } from '../../settings.ts';
import { dataDirOf, newCommand } from '../command.ts';
import { exitCodes, Failure, usageFailure, type World } from '../world.ts';

const listed = (text: string): string[] => text.split(',').filter((each) => each !== '');
const collected = (value: string, before: string[] = []): string[] => [...before, value];

/** The options that say where the market is and what this vehicle is. */
export const vehicleOptions = (world: World, name: string, summary: string) =>
  newCommand(world, name, summary)
    .option('--base-url <url>', 'the market, ending in /v1')
    .option('--models <models>', 'comma separated; all that ship with the agent if left out', listed)
    .option('--upstreams <file>', 'JSON file of models that another OpenAI-compatible server runs')
    .option('--class <class>', 'AI4 or AI5')
    .option('--region <region>', 'eu, na or apac, if its owner wants to say')
    .option('--attestation <file>', "its maker's signed word about its hardware");

export const runCommand = (world: World) =>
  vehicleOptions(world, 'run', 'Work for the market for as long as the owner’s rules and word allow')
    .option('--code <code>', 'enrolment code, for a first start without `enroll`')
    .option('--charter <file>', 'the owner’s rules (charter.json in the data folder, where it lies there)')
    .option('--signals <source>', 'where the car’s signals come from; may be given several times', collected)
    .option('--price-feed <feed>', 'where prices of electricity come from')
    .option('--seconds <seconds>', 'most running to ask for at a time (120)')
    .option('--tasks <number>', 'most tasks to ask for at a time (4)')
    .option('--wait-seconds <seconds>', 'how long it may be kept waiting for a live call; 0: not at all (20)')
    .addHelpText('after', runHelp)
    .action(async (given) => {
      const options = await optionsFor(world, given);
      try {
        await runAgent(options, {
          now: world.now,
          emit: (event) =>
            void world.stdout.write(
              `${JSON.stringify({ at: new Date(world.now()).toISOString(), ...event })}\n`,
            ),
        });
      } catch (error) {
        if (error instanceof AgentRunsAlready) throw new Failure(exitCodes.notRunning, error.message);
        throw error;
      }
    });

const runHelp = `
Without --signals the owner's word alone rules: the car counts as parked and plugged in while the agent runs.
SIGTERM or SIGINT: it hands in what is finished and ends. SIGUSR2: the driver is back or, the second time, gone again.
It prints a JSON line an event. Each option may come from the environment: --base-url is PARKADE_BASE_URL.`;

type Given = { [Name in OptionName | 'class']?: unknown };

/** Of the command line, the environment and what `enroll` kept. */
export async function optionsFor(world: World, { class: hardwareClass, ...given }: Given) {
  const dir = dataDirOf(world, given.dataDir as string | undefined);
  const kept = await readSettings(dir.settings);
  try {
    return readAgentOptions({ ...given, hardwareClass, dataDir: dir.root }, world.environment, kept);
  } catch (error) {
    throw usageFailure(error instanceof Error ? error.message : String(error));
  }
}
