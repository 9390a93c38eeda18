import { demoPeople } from '../../local/console/demo-person.ts';
import { openDemoStore } from '../../local/demo/state.ts';
import { startMarket } from '../support/market-rig.ts';

/** The market with its console at /, and the demo's people let in. */
export async function startWebMarket(
  options: Pick<NonNullable<Parameters<typeof startMarket>[0]>, 'policy' | 'beganSecondsAgo'> = {},
) {
  const market = await startMarket({ ...options, withConsole: true });
  const { cloud, dir } = market;
  if (!cloud.console) throw new Error('The market was started without its console.');
  cloud.console.admit(demoPeople(openDemoStore(dir).state));
  return { ...market, url: cloud.url, issuer: cloud.console.issuer };
}

export type WebMarket = Awaited<ReturnType<typeof startWebMarket>>;
