import ky from 'ky';
import type { DataDir } from '../../data-dir.ts';
import { createMarket, MarketRefusal } from '../../market.ts';
import type { AgentStatus } from '../../status.ts';
import { findDeviceKey } from '../kept-device.ts';
import { type CheckFinding, checked, fine, odd, wrong } from './finding.ts';

type Asking = { baseUrl: string; dir: DataDir; now: () => number };

const patienceMillis = 10_000;
/** Proofs are signed by the market's clock; but hours, departures and prices go by this one. */
const skewMillisMax = 60_000;
const oddSkewMillis = 5_000;

/** Whether the market answers, and how far the two clocks are apart. */
export const checkMarket = ({ baseUrl, now }: Asking): Promise<CheckFinding[]> =>
  checked('market', `Is the network up, and is ${baseUrl} right (--base-url)?`, async () => {
    const askedAt = now();
    // Anybody may ask, and any answer will do.
    const reply = await ky.get(`${baseUrl.replace(/\/$/, '')}/models`, {
      timeout: patienceMillis,
      retry: 0,
      throwHttpErrors: false,
    });
    const tookMillis = now() - askedAt;
    const answers =
      reply.status >= 500
        ? odd('market', `${baseUrl} answers ${reply.status}: it has a fault.`, 'Try again later.')
        : fine('market', `${baseUrl} answers in ${tookMillis} ms`);
    return [answers, clockFinding(reply.headers.get('date'), askedAt + tookMillis / 2)];
  });

/** A Date header has whole seconds: half of one is what it means on average. */
function clockFinding(date: string | null, localMillis: number): CheckFinding {
  const ahead = Math.round(localMillis - Date.parse(date ?? '') - 500);
  if (Number.isNaN(ahead))
    return odd('clock', 'The market does not tell its time.', 'Compare the clock with another one.');
  const apart = `This clock is ${(Math.abs(ahead) / 1_000).toFixed(1)} s ${ahead < 0 ? 'behind' : 'ahead of'} the market's.`;
  const todo = 'Set the clock, best by NTP (timedatectl set-ntp true): rules and prices go by it.';
  if (Math.abs(ahead) > skewMillisMax) return wrong('clock', apart, todo);
  return Math.abs(ahead) > oddSkewMillis ? odd('clock', apart, todo) : fine('clock', apart);
}

/** Whether the market takes this vehicle's word. An agent that runs is asked what it heard: a second one would disturb it. */
export const checkEnrolment = (
  { baseUrl, dir, now }: Asking,
  agent: AgentStatus | undefined,
): Promise<CheckFinding[]> =>
  checked('enrolment', 'Try again when the market answers.', async () => {
    if (agent) return [heardBy(agent)];
    const device = await findDeviceKey(dir.device, now);
    if (!device?.identity) return [];
    const market = createMarket({ baseUrl, device, now, retries: 0 });
    try {
      const { halted } = await market.work({ handIns: [], want: null });
      if (!halted) return [fine('enrolment', 'The market takes its word.')];
      return [
        odd(
          'enrolment',
          `The market halted vehicles like this one: ${halted.reason}`,
          'Wait, or update the agent.',
        ),
      ];
    } catch (error) {
      if (!(error instanceof MarketRefusal)) throw error;
      const todo = 'If its owner did not revoke it, enrol again with a new code: parkade-agent enroll CODE';
      return [wrong('enrolment', error.message, todo)];
    }
  });

const heardBy = ({ market: { problem, lastReplyAt } }: AgentStatus): CheckFinding =>
  problem === null && lastReplyAt !== null
    ? fine('enrolment', 'The market answers the agent that runs.')
    : odd('enrolment', problem ?? 'The agent that runs has not asked yet.', 'See: parkade-agent status');
