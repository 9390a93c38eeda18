import type { AgentEvent } from '../../events.ts';
import { judgedOptions, optionsFor } from '../vehicle-options.ts';
import { exitCodes, type World } from '../world.ts';

export const runCommand = (world: World) =>
  judgedOptions(world, 'run', "Work for the market for as long as the owner's rules and word allow")
    .option('--code <code>', 'enrolment code, for a first start without `enroll`')
    .option('--seconds <seconds>', 'most running to ask for at a time (120)')
    .option('--tasks <number>', 'most tasks to ask for at a time (4)')
    .option('--wait-seconds <seconds>', 'how long it may be kept waiting for a live call; 0: not at all (20)')
    .option(
      '--keep-warm',
      'with a driver in the car, keep the models in memory instead of ending the engines',
    )
    .option(
      '--restart-for-updates',
      'after an update end with exit code 75, for a supervisor to start it anew',
    )
    .addHelpText('after', runHelp)
    .action(async (given) => {
      const emit = (event: AgentEvent) => {
        const at = new Date(world.now()).toISOString();
        world.stdout.write(`${JSON.stringify({ at, ...event })}\n`);
      };
      // What engines, brokers and cryptography bring along is not for `status` to load.
      const { runAgent } = await import('../../run-agent.ts');
      const { wasUpdated } = await runAgent(await optionsFor(world, given), { emit, now: world.now });
      if (wasUpdated) world.endWith(exitCodes.updated);
    });

const runHelp = `
Without --signals the owner's word alone rules: the car counts as parked and plugged in while the agent runs.
SIGTERM or SIGINT: it hands in what is finished and ends. SIGUSR2: the driver is back or, the second time, gone again.
It prints a JSON line an event. Each option may come from the environment: --base-url is PARKADE_BASE_URL.`;
