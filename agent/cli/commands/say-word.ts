import { InvalidArgumentError } from '@commander-js/extra-typings';
import { timeText } from '../../../shared/charter/words.ts';
import type { AgentStatus } from '../../status.ts';
import { dataDirOf, newCommand, tellAgent } from '../command.ts';
import { give, type World } from '../world.ts';

export const pauseCommand = (world: World) =>
  newCommand(world, 'pause', 'Stop at once, and for so many hours')
    .argument('[hours]', 'how long; fractions are hours too', readHours, 8)
    .option('--json', "the agent's status as one JSON document")
    .action(async (hours, options) => {
      const status = await tellAgent(dataDirOf(world, options.dataDir), 'POST', '/pause', { hours });
      const { pausedUntil, timeZone, at } = status;
      const text = `Stopped. It pauses until ${timeText(timeZone, pausedUntil ?? at, at)}; sooner: parkade-agent resume`;
      give(world, options, { text, document: status });
    });

function readHours(text: string): number {
  const hours = Number(text);
  if (!(hours > 0 && hours <= 10_000))
    throw new InvalidArgumentError('It is a number of hours, such as 8 or 0.5.');
  return hours;
}

const wordCommand =
  (name: string, summary: string, reply: (status: AgentStatus) => string) => (world: World) =>
    newCommand(world, name, summary)
      .option('--json', "the agent's status as one JSON document")
      .action(async (options) => {
        const status = await tellAgent(dataDirOf(world, options.dataDir), 'POST', `/${name}`);
        give(world, options, { text: reply(status), document: status });
      });

export const resumeCommand = wordCommand(
  'resume',
  'End a pause, or take back `finish`',
  ({ judgement: { eligibleUntil, reasons } }) =>
    eligibleUntil === null
      ? `Resumed, but it does not run yet:\n${reasons.map(({ text }) => `  ${text}`).join('\n')}`
      : `Resumed. ${reasons[0]?.text ?? ''}`,
);

export const finishCommand = wordCommand(
  'finish',
  'Finish what is leased, then take nothing new',
  ({ task }) =>
    task
      ? `It finishes the task that runs (${task.finished} of ${task.requests} requests) and what else is leased, and then stops.`
      : 'Nothing is leased: it has stopped.',
);

export const stopCommand = wordCommand(
  'stop',
  'End the agent: what is finished is handed in, the rest given back',
  () => 'It hands in what is finished and ends.',
);
