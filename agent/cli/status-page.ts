import { durationText, timeText, usdText } from '../../shared/charter/words.ts';
import type { AgentStatus, Earnings } from '../status.ts';
import { bar, count, facts, nearTime, table, usd } from './wording.ts';

/** What a running agent says of itself, for its owner to read. */
export function statusPage(status: AgentStatus): string {
  const { softwareVersion, vehicleId, startedAt, at, baseUrl } = status;
  const head = `parkade-agent ${softwareVersion} · ${vehicleId} · for ${durationText(at - startedAt)} at ${baseUrl}`;
  const body = facts([
    [stateWords[status.state], verdict(status)],
    ['task', task(status)],
    ['charge', charge(status)],
    ['costs', costs(status)],
    ['rules', rules(status)],
    ['market', market(status)],
    ['models', status.releases.length === 0 ? undefined : status.releases.join('\n')],
  ]);
  return [head, '', body, '', earnings(status), ...problems(status)].join('\n');
}

const stateWords: Readonly<Record<AgentStatus['state'], string>> = {
  working: 'WORKING',
  waiting: 'READY',
  stopped: 'STOPPED',
  finished: 'FINISHED',
  ending: 'ENDING',
};

/** The charter's own words; where it ends is said by the first of them. */
function verdict({ state, judgement, finishThenStop, timeZone, at }: AgentStatus): string {
  const { reasons, mayChangeAt } = judgement;
  const lines = reasons.map(({ text }) => text);
  if (state === 'finished')
    lines.unshift('What was leased is done; nothing new is taken until: parkade-agent resume');
  else if (finishThenStop) lines.unshift('It finishes what is leased and takes nothing new.');
  if (mayChangeAt !== null) lines.push(`It may go on at ${timeText(timeZone, mayChangeAt, at)}.`);
  return lines.join('\n');
}

function task({ task: running, requestsPerSecond, timeZone, at }: AgentStatus): string | undefined {
  if (!running) return undefined;
  const { model, finished, requests, endsAt } = running;
  const share = requests === 0 ? 1 : finished / requests;
  const done = `${finished.toLocaleString('en-US')} of ${count(requests, 'request')}`;
  const rate = `${requestsPerSecond.toLocaleString('en-US', { maximumFractionDigits: 1 })} a second`;
  return `${bar(share)}  ${done} · ${rate}\n${model}, leased until ${nearTime(endsAt, timeZone, at)}`;
}

function charge({ signals }: AgentStatus): string | undefined {
  const value = (name: string) => signals[name]?.value;
  const percent = value('stateOfChargePercent');
  const watts = value('chargingWatts');
  const parts = [
    typeof percent === 'number' ? `${Math.round(percent)} %` : undefined,
    pluggedWords.get(value('pluggedIn')),
    value('charging') === true ? `charging${typeof watts === 'number' ? ` at ${watts} W` : ''}` : undefined,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(', ');
}

const pluggedWords = new Map<unknown, string>([
  [true, 'plugged in'],
  [false, 'not plugged in'],
]);

function costs({ costs: now }: AgentStatus): string {
  const { energyMicroUsdPerKwh, wallMilliWatts, wearMicroUsdPerHour, energySource, isUsual } = now;
  const energy = `${usdText(energyMicroUsdPerKwh)} a kWh, ${(wallMilliWatts / 1e6).toFixed(3)} kW at the plug (${energySource})`;
  const wear = `wear ${usdText(wearMicroUsdPerHour)} an hour of running`;
  return `${energy}, ${wear}${isUsual ? '\nThese are of a usual car: without a charter nobody told what they are here.' : ''}`;
}

function rules({ charter, agreedVersion }: AgentStatus): string {
  if (agreedVersion !== null)
    return `version ${agreedVersion}, as you agreed to it at the market${charter ? `, and the departures in ${charter.path}` : ''}`;
  if (!charter) return 'none: the word of its owner alone (see parkade-agent run --help)';
  return charter.problem === null ? charter.path : `${charter.path}\n${charter.problem}`;
}

function market({ market: { lastReplyAt, problem, told }, at }: AgentStatus): string {
  const answered =
    lastReplyAt === null ? 'has not answered yet' : `answered ${durationText(at - lastReplyAt)} ago`;
  const why = told.length === 0 ? [] : [`it was told why the car rests: ${told.join(' ')}`];
  return [answered, ...why, ...(problem === null ? [] : [problem])].join('\n');
}

function earnings({ today, thisMonth }: AgentStatus): string {
  const row = (name: string, sums: Earnings) => [
    name,
    sums.requests.toLocaleString('en-US'),
    durationText(sums.runningSeconds * 1_000),
    `${(sums.energyWattHours / 1_000).toFixed(3)} kWh`,
    usd(sums.grossNanoUsd),
    usd(sums.energyNanoUsd),
    usd(sums.wearNanoUsd),
    usd(sums.netNanoUsd),
  ];
  const columns = [
    '',
    ...['requests', 'running', 'drawn', 'earned', '- energy', '- wear', '= net'].map((right) => ({ right })),
  ];
  const sums = table(columns, [row('today', today), row('this month', thisMonth)]);
  return `${sums}\nEarned is what was handed in, as its offers said; the market settles it after its checks.`;
}

const problems = ({ problems: found }: AgentStatus): string[] =>
  found.length === 0 ? [] : ['', ...found.map((problem) => `! ${problem}`)];
