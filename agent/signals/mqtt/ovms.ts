import { type Meaning, type MqttProfile, notUnderstood, number, truth, words } from './profile.ts';

const door: readonly Meaning[] = [{ signal: 'doorOpen', read: truth }];

/**
 * A car as an OVMS v3 module publishes it below `ovms/<user>/<vehicle>/metric/`:
 * https://docs.openvehicles.com/en/latest/userguide/metrics.html
 *
 * It sends what has changed, each `updatetime.*` seconds: set those to 30 or less. `v.e.gear` knows no P (0 is
 * neutral): a car that is off counts as in P, one that is on as used by somebody.
 */
export const ovms = (prefix: string): MqttProfile => ({
  name: 'ovms',
  prefix,
  beats: () => true,
  needs: { doorOpen: ['v/d/fl', 'v/d/fr'], gear: ['v/e/on'] },
  topics: {
    'm/monotonic': [],
    'm/time/utc': [],
    's/v3/connected': [],
    'm/net/type': [
      { signal: 'network', read: words({ wifi: 'wifi', modem: 'cellular', none: 'none', '': undefined }) },
    ],
    'v/c/pilot': [{ signal: 'pluggedIn', read: truth }],
    'v/c/charging': [{ signal: 'charging', read: truth }],
    'v/c/power': [{ signal: 'chargingWatts', read: number(1_000) }],
    'v/b/soc': [{ signal: 'stateOfChargePercent', read: number() }],
    'v/c/limit/soc': [{ signal: 'chargeLimitPercent', read: number() }],
    'v/e/gear': [{ signal: 'gear', read: gearOf }],
    'v/e/on': [
      { signal: 'gear', read: (payload) => (truth(payload) === false ? 'P' : undefined) },
      { signal: 'userPresent', read: truth },
    ],
    'v/e/awake': [{ signal: 'awake', read: truth }],
    'v/e/locked': [{ signal: 'locked', read: truth }],
    'v/e/hvac': [{ signal: 'preconditioning', read: truth }],
    'v/d/fl': door,
    'v/d/fr': door,
    'v/d/rl': door,
    'v/d/rr': door,
    'v/d/trunk': door,
    'v/d/hood': door,
    'v/e/cabintemp': [{ signal: 'cabinCelsius', read: number() }],
    'v/b/temp': [{ signal: 'batteryCelsius', read: number() }],
  },
  sight(topic, payload) {
    if (topic !== 's/v3/connected') return undefined;
    return truth(payload) === true ? 'sees' : 'forget';
  },
});

function gearOf(payload: string): unknown {
  const direction = number()(payload);
  if (typeof direction !== 'number') return direction;
  if (!Number.isInteger(direction)) return notUnderstood;
  if (direction === 0) return undefined;
  return direction < 0 ? 'R' : 'D';
}
