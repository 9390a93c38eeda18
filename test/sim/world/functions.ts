import { webhookSenderOver } from '../../../functions/adapters/webhook-sender.ts';
import { type Clients, type Deps, depsOver, type Settings } from '../../../functions/edge/deps.ts';
import { functionsOf } from '../../../local/functions.ts';
import type { Gate } from '../model/port.ts';
import { type Environment, type Instance, newInstance, productBytes, running } from './environment.ts';
import type { Random } from './random.ts';
import { postWebhook } from './webhook-receivers.ts';

export type Functions = ReturnType<typeof functionsOf>;

/** What answers under one name: an instance, or several beside each other. Each has what it remembers to itself. */
export type Role = {
  name: string;
  /** One that lives; a cold start where none does. */
  any(): Living;
};

type Living = { instance: Instance; functions: Functions; deps: Deps };

type Parts = {
  env: Environment;
  settings: Settings;
  /** Of latencies and of who answers. */
  random: Random;
  clientsOf(gate: Gate): Clients;
  gateOf(instance: Instance, role: string): Gate;
  /** How far the clock of the next instance is off. */
  skewOf(role: string): number;
  onFault(error: unknown, where: string, instance: Instance): void;
};

/** Makes the functions of a role: `atOnce` instances live beside each other, and each that died is followed by another. */
export function rolesOf(parts: Parts) {
  const roles = new Map<string, Role>();
  return (name: string, atOnce: number): Role => {
    const known = roles.get(name);
    if (known) return known;
    const role = roleOf(name, atOnce, parts);
    roles.set(name, role);
    return role;
  };
}

function roleOf(name: string, atOnce: number, parts: Parts): Role {
  const places: (Living | undefined)[] = Array.from({ length: atOnce });
  let starts = 0;
  return {
    name,
    any() {
      const at = atOnce === 1 ? 0 : parts.random.below(atOnce);
      const there = places[at];
      if (there?.instance.alive) return there;
      const started = start(`${name}.${++starts}`, name, parts);
      places[at] = started;
      return started;
    },
  };
}

function start(name: string, role: string, { env, settings, ...parts }: Parts): Living {
  const instance = newInstance(name, parts.skewOf(role));
  const clients = parts.clientsOf(parts.gateOf(instance, role));
  const over = depsOver(clients, settings, {
    now: () => env.now() + instance.skewMillis,
    pause: (millis) => new Promise((resolve) => setTimeout(resolve, millis)),
    randomBytes: productBytes,
    reportFault: (error, where) => parts.onFault(error, where, instance),
  });
  // It would look names up and open connections of its own.
  const deps = { ...over, webhookSender: webhookSenderOver(clients.vault, postWebhook) };
  return { instance, deps, functions: running.run(instance, () => functionsOf(deps)) };
}
