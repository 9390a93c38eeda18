import { setTimeout as sleep } from 'node:timers/promises';
import { judge } from '../../../shared/charter/judge.ts';
import type { Charter } from '../../../shared/charter.ts';
import type { Reason } from '../../../shared/judgement.ts';
import type { Signals } from '../../../shared/signals.ts';
import { openBooks } from '../../books.ts';
import type { DataDir } from '../../data-dir.ts';
import type { AgentOptions } from '../../options.ts';
import { createSignalStore } from '../../signals/signal-store.ts';
import { openSources } from '../../sources.ts';
import type { AgentStatus } from '../../status.ts';
import { findCharter } from '../commands/show-charter.ts';
import { type CheckFinding, checked, fine, odd, wrong } from './finding.ts';

type Looking = {
  options: AgentOptions;
  dir: DataDir;
  now: () => number;
  /** The one that runs on this folder: it listens already. */
  agent: AgentStatus | undefined;
};

/** Most time for sources to tell what they know. A broker's retained values prove nothing until the car is heard of. */
const listenMillis = ({ signals }: AgentOptions) =>
  signals.some((spec) => /mqtt/.test(spec)) ? 35_000 : 5_000;

/** Whether the charter is valid, and what it says now of what sources of signals and prices tell. */
export async function checkRules(looking: Looking): Promise<CheckFinding[]> {
  const { dir, now, agent } = looking;
  const options = { ...looking.options, charter: looking.options.charter ?? agent?.charter?.path };
  let rules: Charter | undefined;
  const charter = await checked(
    'charter',
    'Correct the file; see: parkade-agent charter check FILE',
    async () => {
      await openBooks(dir, options.charter, now);
      const found = await findCharter(dir, options.charter);
      rules = found?.rules;
      if (found) return [fine('charter', `valid: ${found.path}`)];
      const text = 'No rules are set: the car computes whenever the agent runs.';
      return [odd('charter', text, `Write rules to ${dir.charter}, or name a file with --charter.`)];
    },
  );
  return [...charter, ...(await checkSources({ ...looking, options }, rules))];
}

const checkSources = (
  { options, now, agent }: Looking,
  rules: Charter | undefined,
): Promise<CheckFinding[]> =>
  checked('signals', 'Correct --signals or --price-feed.', async () => {
    if (options.signals.length === 0 && options.priceFeed === undefined)
      return agent ? heardBy(agent) : withoutSources(rules);
    const heard = await listen(options, rules, now);
    return [...signalsHeard(options, rules, { heard, now: now() }), ...pricesHeard(options, rules, heard)];
  });

/** What the agent that runs hears: it alone knows which sources it was given. */
function heardBy({ signals, judgement, charter }: AgentStatus): CheckFinding[] {
  const told = Object.entries(signals).filter(([, { source }]) => source !== null && source !== 'owner');
  if (told.length === 0 && !charter) return withoutSources(undefined);
  const unknown = judgement.reasons.filter(({ code }) => isUnknown(code));
  if (unknown.length === 0)
    return [fine('signals', `The agent hears: ${told.map(([name]) => name).join(', ')}`)];
  return [notTold(unknown)];
}

const isUnknown = (code: string) => /^(missing|stale)-/.test(code);

const notTold = (reasons: readonly Pick<Reason, 'text'>[]): CheckFinding =>
  wrong(
    'signals',
    `The rules need what no source tells:\n${reasons.map(({ text }) => text).join('\n')}`,
    'Add a source that tells it, or let the charter heed it only "if-told".',
  );

function withoutSources(rules: Charter | undefined): CheckFinding[] {
  const todo = 'Name a source with --signals: a broker, evcc, a file.';
  if (rules) return [wrong('signals', 'There are rules, and nothing that tells how the car stands.', todo)];
  return [odd('signals', 'None: the word of its owner alone says that the car is parked.', todo)];
}

/** What sources told: as soon as that is what the rules need, or the time is over. */
async function listen(
  options: AgentOptions,
  rules: Charter | undefined,
  now: () => number,
): Promise<Signals> {
  const store = createSignalStore(now);
  const source = await openSources(options, { store, now, emit: () => undefined });
  const until = now() + listenMillis(options);
  const isEnough = () =>
    rules ? untold(rules, store.current(), now()).length === 0 : Object.keys(store.current()).length >= 5;
  while (now() < until && !isEnough()) await sleep(100);
  await source.stop();
  return store.current();
}

/** What the rules need and no source told; what the agent meters by itself is not expected of one. */
const untold = (rules: Charter, heard: Signals, now: number): Reason[] =>
  judge(rules, heard, now).reasons.filter(
    ({ code }) => isUnknown(code) && !/-(wear-this-month|data-today|energy-rates)/.test(code),
  );

type Heard = { heard: Signals; now: number };

function signalsHeard(
  options: AgentOptions,
  rules: Charter | undefined,
  { heard, now }: Heard,
): CheckFinding[] {
  if (options.signals.length === 0) return withoutSources(rules);
  const names = Object.keys(heard).filter((name) => name !== 'energyRates');
  const todo = 'Is the source running, is its address right, and does it publish this car?';
  if (names.length === 0)
    return [wrong('signals', `Nothing was told within ${listenMillis(options) / 1_000} s.`, todo)];
  if (!rules) return [fine('signals', `told: ${names.join(', ')}`)];
  const missed = untold(rules, heard, now);
  return [missed.length === 0 ? fine('signals', `told and fresh: ${names.join(', ')}`) : notTold(missed)];
}

function pricesHeard(
  { priceFeed }: AgentOptions,
  rules: Charter | undefined,
  { energyRates }: Signals,
): CheckFinding[] {
  const isNeeded = rules?.tariff.kind === 'dynamic';
  if (priceFeed === undefined)
    return isNeeded
      ? [
          wrong(
            'prices',
            'The charter goes by a dynamic tariff, and no feed is named.',
            'Name one with --price-feed.',
          ),
        ]
      : [];
  const rates = energyRates?.value ?? [];
  if (rates.length === 0)
    return [wrong('prices', 'The feed told no prices.', 'Is its address right, and the network up?')];
  return [
    fine('prices', `${rates.length} prices, until ${new Date(rates.at(-1)?.endsAt ?? 0).toISOString()}`),
  ];
}
