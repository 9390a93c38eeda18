import { type MqttProfile, number, truth, words } from './profile.ts';

/** TeslaMate's `state`; in the others it has no fresh data of the car. */
const seeing = ['online', 'charging', 'driving', 'updating'];

/**
 * A car as TeslaMate publishes it below `teslamate/cars/<id>/`: https://docs.teslamate.org/docs/integrations/mqtt
 *
 * It sends a value when it has changed, and `healthy`, unretained, each time it has compared all of them: that is the
 * heartbeat. An empty `shift_state` is not P: the car did not say. A car that charges can not be shifted out of P.
 */
export const teslamate = (prefix: string): MqttProfile => ({
  name: 'teslamate',
  prefix,
  beats: (topic, payload) => topic === 'healthy' && payload === 'true',
  needs: {
    doorOpen: ['doors_open', 'trunk_open', 'frunk_open'],
    softwareUpdate: ['update_available'],
    preconditioning: ['is_preconditioning'],
  },
  topics: {
    healthy: [],
    plugged_in: [{ signal: 'pluggedIn', read: truth }],
    charging_state: [
      {
        signal: 'charging',
        read: words({
          charging: true,
          starting: true,
          complete: false,
          stopped: false,
          nopower: false,
          disconnected: false,
          '': undefined,
        }),
      },
    ],
    charger_power: [{ signal: 'chargingWatts', read: number(1_000) }],
    battery_level: [{ signal: 'stateOfChargePercent', read: number() }],
    charge_limit_soc: [{ signal: 'chargeLimitPercent', read: number() }],
    shift_state: [
      { signal: 'gear', read: words({ p: 'P', r: 'R', n: 'N', d: 'D', '': undefined, nil: undefined }) },
    ],
    state: [
      { signal: 'gear', read: gearOf },
      { signal: 'softwareUpdate', read: (state) => (state === 'updating' ? true : undefined) },
      {
        signal: 'awake',
        read: (state) => (state === 'asleep' ? false : seeing.includes(state) || undefined),
      },
    ],
    is_user_present: [{ signal: 'userPresent', read: truth }],
    doors_open: [{ signal: 'doorOpen', read: truth }],
    trunk_open: [{ signal: 'doorOpen', read: truth }],
    frunk_open: [{ signal: 'doorOpen', read: truth }],
    locked: [{ signal: 'locked', read: truth }],
    sentry_mode: [{ signal: 'sentry', read: truth }],
    service_mode: [{ signal: 'serviceMode', read: truth }],
    update_available: [{ signal: 'softwareUpdate', read: truth }],
    is_preconditioning: [{ signal: 'preconditioning', read: truth }],
    is_climate_on: [{ signal: 'preconditioning', read: truth }],
    inside_temp: [{ signal: 'cabinCelsius', read: number() }],
  },
  sight(topic, payload) {
    if (topic !== 'state') return undefined;
    return seeing.includes(payload) ? 'sees' : 'sees-nothing';
  },
});

function gearOf(state: string): string | undefined {
  if (state === 'charging') return 'P';
  return state === 'driving' ? 'D' : undefined;
}
