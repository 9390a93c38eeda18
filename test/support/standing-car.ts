import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { call } from '../../local/demo/api.ts';
import { parkedAtHome } from '../agent/cli/agent-rig.ts';
import { startAgent } from '../agent/support/agent-process.ts';
import type { Market } from './market-rig.ts';

/** The agent's own process in a car of the first owner that stands plugged in at home, enrolled and let work. */
export async function standingCar({ cloud, owners, dir, now }: Market) {
  const key = owners[0]?.apiKey ?? '';
  const { code } = await call<{ code: string }>(`${cloud.url}/v1/owner/enrolment_codes`, { key, body: {} });
  const signals = join(dir, 'standing-car.jsonl');
  const line = { at: now(), ...parkedAtHome };
  writeFileSync(signals, `${JSON.stringify(line)}\n`);
  return startAgent({
    'base-url': `${cloud.url}/v1`,
    'data-dir': join(dir, 'standing-car'),
    models: 'parkade-embed-1',
    signals: `file:${signals}`,
    'wait-seconds': '1',
    code,
  });
}
